namespace Sagas.Durability.Archive;

/// <summary>Which sagas of a type are archived, and what is archived with them.</summary>
/// <param name="sagas">The sagas' own rows.</param>
/// <param name="finalStates">The states in which they have ended.</param>
internal sealed class ArchivePlan(SagaRows sagas, IEnumerable<string> finalStates)
{
    /// <summary>The sagas' own rows.</summary>
    public SagaRows Sagas { get; } = sagas;

    /// <summary>The sagas' type, as the history names it.</summary>
    public string SagaType { get; } = sagas.Type.Name;

    /// <summary>The states in which they have ended, as they are stored.</summary>
    public IReadOnlySet<string> FinalStates { get; } = finalStates.ToHashSet(StringComparer.Ordinal);

    /// <summary>Further rows that belong to them.</summary>
    public List<SagaRows> Rows { get; } = [];
}

/// <summary>What is archived, by the type of the saga.</summary>
internal sealed class ArchivePlans : Dictionary<Type, ArchivePlan>
{
    /// <summary>The types of the sagas with which rows of a type are archived.</summary>
    public HashSet<string> TypesWith(Type row) =>
    [
        .. Values.Where(plan => plan.Rows.Prepend(plan.Sagas).Any(rows => rows.Type == row)).Select(plan => plan.SagaType),
    ];
}
