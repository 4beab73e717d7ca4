using Sagas.Durability.Registry;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Audit;

/// <summary>What people call actions and what they are done to. Stored and exchanged are the names, which never change.</summary>
internal static class AuditLabels
{
    private const string Command = "saga.";

    private static readonly (string Action, string Label)[] Actions =
    [
        (AuditActions.DeadLetterRetried, "Dead letter retried"),
        (AuditActions.DeadLetterEdited, "Dead letter changed and retried"),
        (AuditActions.DeadLetterDiscarded, "Dead letter discarded"),
        (AuditActions.JobStarted, "Retry job started"),
        (AuditActions.JobPaused, "Retry job paused"),
        (AuditActions.JobResumed, "Retry job resumed"),
        (AuditActions.JobCancelled, "Retry job canceled"),
        (AuditActions.JobStopped, "Retry job stopped by the service"),
        (AuditActions.TimerFired, "Timer fired early"),
        (AuditActions.TimerMoved, "Timer moved"),
        ("alert.acknowledge", "Alert acknowledged"),
        ("alert.unacknowledge", "Alert opened again"),
        ("samples.place", "Sample orders placed"),
    ];

    /// <summary>All actions that can be chosen, with their labels.</summary>
    /// <param name="registry">The saga types, each of which has commands of its own.</param>
    public static IReadOnlyList<(string Action, string Label)> All(SagaRegistry registry) =>
    [
        .. Actions,
        .. registry.Types.SelectMany(type => type.Commands).Select(command => Command + command.Name)
            .Distinct(StringComparer.Ordinal).Select(action => (action, OfAction(registry, action))),
    ];

    /// <summary>The label of an action; its name if nobody has called it anything else.</summary>
    /// <param name="registry">The saga types.</param>
    /// <param name="action">The action.</param>
    public static string OfAction(SagaRegistry registry, string action)
    {
        if (Known(action) is { } known)
            return known;
        if (!action.StartsWith(Command, StringComparison.Ordinal))
            return action;
        var labels = registry.Types.SelectMany(type => type.Commands)
            .Where(command => command.Name == action[Command.Length..]).Select(command => command.Label)
            .Distinct(StringComparer.Ordinal).ToList();
        return labels.Count == 0 ? action : $"Command: {string.Join(" / ", labels)}";
    }

    /// <summary>The label of an action that does not depend on a saga type; null for others.</summary>
    /// <param name="action">The action.</param>
    public static string? Known(string action) => Array.Find(Actions, known => known.Action == action).Label;

    /// <summary>What people call the kind of thing that something is done to.</summary>
    /// <param name="kind">Its name.</param>
    public static string OfSubject(string kind) => kind.Replace('-', ' ');
}
