using Sagas.Durability.Tables;

namespace Sagas.Operations.Sagas;

/// <summary>Something in the timeline of a saga: a step that it took, or something that an operator did.</summary>
/// <param name="At">When.</param>
/// <param name="Step">The step; null if it is an action.</param>
/// <param name="Action">The action; null if it is a step.</param>
internal sealed record TimelineEvent(DateTimeOffset At, SagaTransition? Step, AuditEntry? Action)
{
    /// <summary>All of them, from the first to the last.</summary>
    /// <param name="saga">The saga.</param>
    public static IReadOnlyList<TimelineEvent> Of(SagaDetails saga) =>
    [
        // Steps stay in the order of their versions, because clocks of several processes differ.
        .. saga.Steps.Select(step => new TimelineEvent(step.At, step, Action: null))
            .Concat(saga.Actions.Select(entry => new TimelineEvent(entry.At, Step: null, entry)))
            .OrderBy(happened => happened.At).ThenBy(happened => happened.Step?.Version ?? 0),
    ];
}
