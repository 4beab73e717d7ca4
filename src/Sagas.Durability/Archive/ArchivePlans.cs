namespace Sagas.Durability.Archive;

/// <summary>What is archived, by the type of the saga.</summary>
internal sealed class ArchivePlans : Dictionary<Type, ArchivePlan>;
