using System.Text.Json;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Tables;

/// <summary>
/// What somebody did, to what and why. It is written in the transaction of the action itself and never changed or removed, so
/// there is neither an action without an entry nor an entry without an action.
/// </summary>
public class AuditEntry
{
    /// <summary>The maximum length of an actor's name.</summary>
    public const int LongestActor = 200;

    /// <summary>The maximum length of a reason.</summary>
    public const int LongestReason = 2_000;

    /// <summary>The maximum length of a subject's id.</summary>
    public const int LongestSubjectId = 200;

    /// <summary>The entry's own id, a version-7 UUID.</summary>
    public Guid AuditEntryId { get; init; }

    /// <summary>When it was done, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done, such as <c>dead-letter.retry</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What kind of thing it was done to, such as <c>dead-letter</c>.</summary>
    public required string SubjectKind { get; init; }

    /// <summary>The id of that thing.</summary>
    public required string SubjectId { get; init; }

    /// <summary>The saga that it concerns, if any.</summary>
    public Guid? SagaId { get; init; }

    /// <summary>The retry job that did it on behalf of the actor; null if they did it themselves.</summary>
    public Guid? RetryJobId { get; init; }

    /// <summary>Why, in the actor's own words.</summary>
    public string? Reason { get; init; }

    /// <summary>What was there before, as JSON, if it is gone or has changed.</summary>
    public string? Before { get; init; }

    /// <summary>What is there instead, as JSON.</summary>
    public string? After { get; init; }

    /// <summary>Creates an entry. Add it to the context whose unit of work performs the action.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="action">What is done.</param>
    /// <param name="subject">What it is done to: its kind and its id.</param>
    /// <param name="sagaId">The saga that it concerns, if any.</param>
    /// <param name="before">The data before; it is stored as JSON.</param>
    /// <param name="after">The data after; it is stored as JSON.</param>
    /// <param name="retryJobId">The retry job that does it on behalf of the actor, if any.</param>
    /// <returns>The entry.</returns>
    public static AuditEntry New(
        TimeProvider time, AuditedBy by, string action, (string Kind, string Id) subject,
        Guid? sagaId = null, object? before = null, object? after = null, Guid? retryJobId = null) => new()
        {
            AuditEntryId = Guid.CreateVersion7(time.GetUtcNow()),
            At = time.GetStorableUtcNow(),
            Actor = by.Actor.ToStorable(LongestActor),
            Action = action,
            SubjectKind = subject.Kind,
            SubjectId = subject.Id.ToStorable(LongestSubjectId),
            SagaId = sagaId,
            RetryJobId = retryJobId,
            Reason = by.Reason?.ToStorable(LongestReason),
            Before = ToJson(before),
            After = ToJson(after),
        };

    private static string? ToJson(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), AuditJson.Options);
}

/// <summary>Who is acting, and why.</summary>
/// <param name="Actor">Their name.</param>
/// <param name="Reason">Why, in their words; null if they give no reason.</param>
public record AuditedBy(string Actor, string? Reason)
{
    /// <summary>The service itself as the actor.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>The actor and the reason.</returns>
    public static AuditedBy Service(string reason) => new("sagas", reason);
}
