using Sagas.Operations.Shell;

namespace Sagas.Operations.Diagrams;

/// <summary>How many messages have failed of the sagas that are in a state.</summary>
/// <param name="DeadLetters">How many were given up.</param>
/// <param name="Redeliveries">How many are tried again.</param>
public sealed record StateFailures(long DeadLetters, long Redeliveries)
{
    /// <summary>How many in all.</summary>
    internal long Count => DeadLetters + Redeliveries;

    /// <summary>Both, as people read it; null if there are none.</summary>
    internal string? Text => Count == 0
        ? null
        : string.Join(
            ", ",
            new[] { Part(DeadLetters, "dead letter", "dead letters"), Part(Redeliveries, "tried again", "tried again") }
                .OfType<string>());

    private static string? Part(long count, string one, string many) =>
        count == 0 ? null : $"{Shown.Count(count)} {(count == 1 ? one : many)}";
}
