using Sagas.Durability.Registry;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Sagas;

/// <summary>Says what a saga will do if nobody does anything: as its timers, its messages and its state machine tell.</summary>
internal static class SagaProspect
{
    /// <summary>What it will do, in sentences.</summary>
    /// <param name="saga">The saga.</param>
    /// <param name="now">The current time.</param>
    public static IReadOnlyList<string> Of(SagaDetails saga, DateTimeOffset now)
    {
        var (kind, state) = (saga.Kind, saga.Row.State);
        if (kind.FinalStates.Contains(state))
            return [$"Nothing: the {kind.One} has ended in {state}."];
        var timers = saga.Waiting.Where(message => message.TimerId is not null).OrderBy(timer => timer.DueAt).ToList();
        var moves = saga.Waiting.Where(message => message.TimerId is null).ToList();
        List<string> told = timers.Count == 0
            ? []
            : [$"The {kind.One} will stay in {state} until its timer {Firing(timers[0])}"];
        told.AddRange(timers.Skip(1).Select(timer => $"Its timer {Firing(timer)}"));
        told.AddRange(moves.Select(message => message.LastError is null
            ? $"{message.Type} is on its way, and what comes of it may move the {kind.One} earlier."
            : $"{message.Type} is tried again at {When(message, now)}, which may move the {kind.One} earlier."));
        return told.Count > 0 ? told : [Nothing(kind, state)];

        string Firing(SagaDetails.WaitingMessage timer) =>
            $"{timer.Type} fires at {When(timer, now)}{Then(kind, state, timer.Type)}.";
    }

    /// <summary>Where a timer leads, as the end of a sentence; nothing if the state machine does not tell.</summary>
    /// <param name="kind">The saga's type.</param>
    /// <param name="state">The state in which it is.</param>
    /// <param name="message">The timer's message.</param>
    public static string Then(SagaType kind, string state, string message)
    {
        var next = kind.Graph.Transitions.Where(way => way.From == state && way.Message == message && way.To != state)
            .Select(way => way.To).Distinct(StringComparer.Ordinal).ToList();
        return next.Count == 0 ? "" : $"; then it goes to {string.Join(" or ", next)}";
    }

    private static string When(SagaDetails.WaitingMessage message, DateTimeOffset now) =>
        $"{Shown.Time(message.DueAt!.Value)} ({Shown.Due(message.DueAt.Value, now)})";

    private static string Nothing(SagaType kind, string state) => kind.Expected.TryGetValue(state, out var expected)
        && expected > TimeSpan.Zero
            ? $"Nothing is scheduled: the {kind.One} will stay in {state}, and counts as stuck after {Shown.Duration(expected)}."
            : $"Nothing is scheduled: the {kind.One} will stay in {state} until somebody acts.";
}
