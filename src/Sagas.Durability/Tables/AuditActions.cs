namespace Sagas.Durability.Tables;

/// <summary>The actions that the durable layer records in the audit. Their names are stored, so they never change.</summary>
public static class AuditActions
{
    /// <summary>A dead letter was sent again as it was.</summary>
    public const string DeadLetterRetried = "dead-letter.retry";

    /// <summary>A dead letter was changed and sent again.</summary>
    public const string DeadLetterEdited = "dead-letter.edit";

    /// <summary>A dead letter was removed.</summary>
    public const string DeadLetterDiscarded = "dead-letter.discard";

    /// <summary>A retry job was started.</summary>
    public const string JobStarted = "retry-job.start";

    /// <summary>A retry job was paused.</summary>
    public const string JobPaused = "retry-job.pause";

    /// <summary>A retry job was resumed.</summary>
    public const string JobResumed = "retry-job.resume";

    /// <summary>A retry job was canceled.</summary>
    public const string JobCancelled = "retry-job.cancel";

    /// <summary>The service stopped a retry job because too many messages failed again.</summary>
    public const string JobStopped = "retry-job.stop";

    /// <summary>A saga's timer was fired early.</summary>
    public const string TimerFired = "timer.fire";

    /// <summary>A saga's timer was moved to another time.</summary>
    public const string TimerMoved = "timer.move";

    /// <summary>The subject is a dead letter.</summary>
    public const string DeadLetter = "dead-letter";

    /// <summary>The subject is a retry job.</summary>
    public const string Job = "retry-job";

    /// <summary>The subject is a timer.</summary>
    public const string Timer = "timer";
}
