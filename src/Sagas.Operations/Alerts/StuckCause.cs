using Sagas.Durability.Registry;

namespace Sagas.Operations.Alerts;

/// <summary>Why sagas are stuck, as far as can be told, in words that many of them have in common.</summary>
/// <param name="Kind">What is known.</param>
/// <param name="MessageType">The message that failed; null if none did.</param>
/// <param name="ExceptionType">The exception, by its full name; null if it is not known.</param>
internal sealed record StuckCause(StuckCauseKind Kind, string? MessageType = null, string? ExceptionType = null)
{
    private const int MostEvents = 3;

    /// <summary>Nothing has failed.</summary>
    public static readonly StuckCause None = new(StuckCauseKind.Waiting);

    /// <summary>The cause in a line.</summary>
    /// <param name="kind">The type of the sagas; null if it is not known here.</param>
    /// <param name="state">The state that they are stuck in.</param>
    public string Describe(SagaType? kind, string state) => Kind switch
    {
        StuckCauseKind.DeadLetter => $"{MessageType} was given up{(ExceptionType is null ? "" : $": {NameOf(ExceptionType)}")}",
        StuckCauseKind.Redelivery => $"{MessageType} has failed and will be tried again",
        _ => $"no error: {Awaited(kind, state)}",
    };

    private static string Awaited(SagaType? kind, string state)
    {
        if (kind is null)
            return "waiting";
        if (kind.Expected.TryGetValue(state, out var expected) && expected == TimeSpan.Zero)
            return "waiting for a person";
        var events = kind.Graph.Transitions.Where(way => way.From == state && way.To != state).Select(way => way.Message)
            .Distinct(StringComparer.Ordinal).ToList();
        return events.Count == 0
            ? "waiting"
            : $"waiting for {string.Join(", ", events.Take(MostEvents))}{(events.Count > MostEvents ? ", …" : "")}";
    }

    private static string NameOf(string exceptionType) => exceptionType[(exceptionType.LastIndexOf('.') + 1)..];
}

/// <summary>What is known about why a saga is stuck.</summary>
internal enum StuckCauseKind
{
    /// <summary>Nothing has failed: what it waits for has not come.</summary>
    Waiting,

    /// <summary>A message of the saga has failed, and will be handled again.</summary>
    Redelivery,

    /// <summary>A message of the saga was given up.</summary>
    DeadLetter,
}
