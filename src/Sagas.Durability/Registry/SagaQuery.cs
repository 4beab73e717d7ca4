namespace Sagas.Durability.Registry;

/// <summary>Selects sagas of a type; conditions that are null do not apply.</summary>
public sealed record SagaQuery
{
    /// <summary>Only the saga with this id.</summary>
    public Guid? SagaId { get; init; }

    /// <summary>Only sagas in one of these states.</summary>
    public IReadOnlyList<string>? States { get; init; }

    /// <summary>Values of fields by which sagas can be found, keyed by property.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A word in one of the texts.</summary>
    public string? Text { get; init; }

    /// <summary>A word in one of the texts, or in one of the fields by which sagas are found.</summary>
    internal string? Word { get; init; }

    /// <summary>How many sagas are searched for a word at a time; null for the usual number.</summary>
    internal int? Stretch { get; init; }

    /// <summary>Whether the word is looked for only in texts that are masked for nobody.</summary>
    public bool LeavesOutSecrets { get; init; }

    /// <summary>
    /// For a caller who sees masks: chooses among the sagas that a search by a text or a field has found those that it still
    /// finds in what is shown. Null: all of them.
    /// </summary>
    public Func<IReadOnlyList<SagaRow>, CancellationToken, Task<IReadOnlyList<SagaRow>>>? StillFound { get; init; }

    /// <summary>Started at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Started before this time.</summary>
    public DateTimeOffset? Before { get; init; }
}
