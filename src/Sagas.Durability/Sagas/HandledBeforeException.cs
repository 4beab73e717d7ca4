namespace Sagas.Durability.Sagas;

/// <summary>
/// Leaves the pipe of a saga whose message turns out to have been handled before. It is caught by the repository that throws it.
/// </summary>
#pragma warning disable CA1032, CA1064 // Nobody else sees it.
internal sealed class HandledBeforeException : Exception;
#pragma warning restore CA1032, CA1064
