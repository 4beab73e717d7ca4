namespace Sagas.Operations.Sagas;

/// <summary>Everything about one saga.</summary>
/// <param name="Saga">The saga.</param>
/// <param name="Steps">Its history, from the first step to the last.</param>
/// <param name="Waiting">Its messages and timers that have not been sent.</param>
/// <param name="DeadLetters">Ids of its dead letters that wait for a decision, newest first.</param>
/// <param name="BeingRetried">Its dead letters that were sent again and whose results are not known yet, newest first.</param>
/// <param name="Actions">What operators did about it, its dead letters and its timers, from the first to the last.</param>
/// <param name="Prospect">What it will do if nobody does anything, in sentences.</param>
internal record SagaDetailView(
    SagaView Saga, IReadOnlyList<SagaStepView> Steps, IReadOnlyList<WaitingMessageView> Waiting, IReadOnlyList<Guid> DeadLetters,
    IReadOnlyList<BeingRetriedView> BeingRetried, IReadOnlyList<SagaActionView> Actions, IReadOnlyList<string> Prospect)
{
    internal static SagaDetailView Of(
        SagaDetails saga, IReadOnlyDictionary<Guid, ActionEffect> effects, DateTimeOffset now) => new(
        SagaView.Of(saga.Row, saga.Mask),
        [.. saga.Steps.Select(step => SagaStepView.Of(step, saga.Mask))],
        [.. saga.Waiting.Select(message => new WaitingMessageView(
            message.TimerId, message.MessageId, message.Type, message.DueAt, message.Destination, message.Body,
            message.Attempts, message.LastError))],
        [.. saga.DeadLetters.Where(deadLetter => !deadLetter.IsBeingRetried).Select(deadLetter => deadLetter.DeadLetterId)],
        [.. saga.DeadLetters.Where(deadLetter => deadLetter.IsBeingRetried).Select(deadLetter => new BeingRetriedView(
            deadLetter.DeadLetterId, deadLetter.RetriedAt, deadLetter.RetriedBy, deadLetter.RetryJobId))],
        [.. saga.Actions.Select(entry => new SagaActionView(
            entry.AuditEntryId, entry.At, entry.Actor, entry.Action, entry.Reason,
            effects.GetValueOrDefault(entry.AuditEntryId)))],
        SagaProspect.Of(saga, now));
}

/// <summary>A dead letter that was sent again.</summary>
/// <param name="DeadLetterId">The dead letter.</param>
/// <param name="RetriedAt">When it was sent again.</param>
/// <param name="RetriedBy">Who sent it again, or started the retry job that did.</param>
/// <param name="RetryJobId">The retry job that sent it again; null if it was not sent by a job.</param>
internal record BeingRetriedView(Guid DeadLetterId, DateTimeOffset? RetriedAt, string? RetriedBy, Guid? RetryJobId);

/// <summary>A message or timer that has not been sent.</summary>
/// <param name="TimerId">For a timer: the id by which it is fired or moved; null for a message that is sent at once.</param>
/// <param name="MessageId">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="DueAt">For a timer: when it fires; for a message that has failed: when it is delivered again; UTC.</param>
/// <param name="Destination">Where it goes.</param>
/// <param name="Body">Its body.</param>
/// <param name="Attempts">How often it was handled and failed; zero for one that has not been delivered.</param>
/// <param name="LastError">Why it failed the last time; null if it has not.</param>
internal record WaitingMessageView(
    Guid? TimerId, Guid MessageId, string Type, DateTimeOffset? DueAt, string Destination, string Body, int Attempts,
    string? LastError);

/// <summary>Something that an operator did about a saga.</summary>
/// <param name="AuditEntryId">The entry in the audit, which tells all of it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, such as `dead-letter.retry`.</param>
/// <param name="Reason">Why, in their words; null if they gave no reason.</param>
/// <param name="Effect">What has come of it; null if nothing was sent.</param>
internal record SagaActionView(
    Guid AuditEntryId, DateTimeOffset At, string Actor, string Action, string? Reason, ActionEffect? Effect);
