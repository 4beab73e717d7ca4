namespace Sagas.Operations.Sagas;

/// <summary>A message that was found where it is stored.</summary>
/// <param name="Place">Where that is.</param>
/// <param name="Headers">Its headers, a JSON object of strings.</param>
/// <param name="Body">Its body.</param>
internal sealed record FoundMessage(MessagePlace Place, string Headers, string Body)
{
    /// <summary>Where it was sent; null if that is not known.</summary>
    public string? Destination { get; init; }

    /// <summary>When it left the outbox, if it has.</summary>
    public DateTimeOffset? LeftAt { get; init; }
}
