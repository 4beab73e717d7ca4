using System.Diagnostics;
using MassTransit;
using MassTransit.Logging;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Diagnostics;

/// <summary>
/// The durable layer's part in a trace, on the activity source <c>Sagas.Durability</c>. A stored message keeps the trace
/// in which it was sent, in the header that MassTransit itself uses, so that the process that sends it later continues the trace.
/// Without a listener only that header is created.
/// </summary>
internal static class DurabilityTracing
{
    /// <summary>Name of the activity source.</summary>
    public const string SourceName = "Sagas.Durability";

    public const string CommitActivity = "unit_of_work commit";

    public const string DispatchActivity = "outbox dispatch";

    public const string OutcomeTag = "sagas.unit_of_work.outcome";

    public const string GroupSizeTag = "sagas.commit.group_size";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether anybody is listening.</summary>
    public static bool HasListeners => Source.HasListeners();

    /// <summary>The W3C traceparent to store with a message that is sent now.</summary>
    /// <param name="received">
    /// The traceparent of the message being consumed. Without a listener a consumer has no activity; the trace continues
    /// all the same, for the log and for processes that do have one.
    /// </param>
    public static string? TraceParent(string? received) =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : received;

    /// <summary>The current trace id: 32 hexadecimal digits; null if there is none.</summary>
    /// <param name="received">The traceparent of the message being consumed, used if there is no activity.</param>
    public static string? TraceId(string? received) => TraceParent(received) is { } traceParent
        && ActivityContext.TryParse(traceParent, traceState: null, out var context) ? context.TraceId.ToHexString() : null;

    /// <summary>The W3C traceparent with which a message was received.</summary>
    public static string? TraceParentOf(ReceiveContext context) =>
        context.TransportHeaders.TryGetHeader(DiagnosticHeaders.ActivityId, out var value) ? value as string : null;

    /// <summary>Starts an activity for a commit and the wait for it; background work, which has no trace, starts none.</summary>
    public static Activity? StartCommit() => Activity.Current is null ? null : Source.StartActivity(CommitActivity);

    /// <summary>Starts an activity that sends a stored message. It continues the message's trace, not the current one.</summary>
    public static Activity? StartDispatch(OutboxMessage message, Dictionary<string, string?> headers)
    {
        if (!HasListeners)
            return null;

        var traceParent = headers.GetValueOrDefault(DiagnosticHeaders.ActivityId);
        _ = ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var parent);
        var activity = Source.StartActivity(DispatchActivity, ActivityKind.Internal, parent);
        if (activity is not { IsAllDataRequested: true })
            return activity;

        activity.SetTag(DiagnosticHeaders.MessageId, message.MessageId.ToString("D"));
        activity.SetTag(DiagnosticHeaders.Messaging.ConversationId, message.ConversationId?.ToString("D"));
        activity.SetTag(DiagnosticHeaders.Messaging.DestinationName, EndpointNames.Of(new Uri(message.DestinationAddress)));
        activity.SetTag(DiagnosticHeaders.SagaId, message.SagaId?.ToString("D"));
        if (message.DueAt is { } dueAt)
            activity.SetTag("sagas.timer.due_at", dueAt.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        return activity;
    }

    /// <summary>Marks an activity as failed.</summary>
    public static void Fail(this Activity activity, Exception exception)
    {
        activity.AddException(exception);
        activity.SetStatus(ActivityStatusCode.Error, exception.Message);
    }

    /// <summary>Records how the commit of an activity's unit of work ended.</summary>
    public static void SetOutcome(this Activity activity, CommitOutcome outcome) => activity.SetTag(OutcomeTag, outcome switch
    {
        CommitOutcome.Committed => "committed",
        CommitOutcome.Duplicate => "duplicate",
        CommitOutcome.Conflict => "conflict",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "The commit has not ended."),
    });
}
