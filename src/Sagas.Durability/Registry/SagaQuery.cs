namespace Sagas.Durability.Registry;

/// <summary>Which sagas of a type are looked for; everything that is null does not matter.</summary>
public sealed record SagaQuery
{
    /// <summary>The saga itself.</summary>
    public Guid? SagaId { get; init; }

    /// <summary>One of these states.</summary>
    public IReadOnlyList<string>? States { get; init; }

    /// <summary>Values of fields by which sagas are found, by their properties.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A word in one of the texts.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the word is looked for only in texts that nobody sees masked.</summary>
    public bool LeavesOutSecrets { get; init; }

    /// <summary>Began at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Began before this time.</summary>
    public DateTimeOffset? Before { get; init; }
}
