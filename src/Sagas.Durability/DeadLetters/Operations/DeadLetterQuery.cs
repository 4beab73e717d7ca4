using System.Linq.Expressions;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>Selects dead letters; conditions that are null do not apply.</summary>
public record DeadLetterQuery
{
    private const string UrnPrefix = "urn:message:";

    /// <summary>Only dead letters with these ids.</summary>
    public IReadOnlyList<Guid>? DeadLetterIds { get; init; }

    /// <summary>
    /// Whether they wait for a decision or are being retried; both if null. A retry job takes only those that wait.
    /// </summary>
    public DeadLetterState? State { get; init; }

    /// <summary>The queue.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Full name of the exception.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>A message type: its URN, or the part of it after a colon, such as the name of the type alone.</summary>
    public string? MessageType { get; init; }

    /// <summary>The saga that it was meant for, or in one of whose conversations it was sent.</summary>
    public Guid? SagaId { get; init; }

    /// <summary>
    /// The type of that saga, where sagas of several types may have the same id: conversations of the others are left out.
    /// </summary>
    public string? SagaType { get; init; }

    /// <summary>The conversation.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>Became a dead letter at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Became a dead letter before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>A part of the reason or of the body.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// Only dead letters that it is pointless to retry, because what they were about is over; false: only the others.
    /// </summary>
    [JsonPropertyName("pointless")]
    [JsonConverter(typeof(PointlessWord))]
    public bool? IsPointless { get; internal init; }

    /// <summary>Tells which these are; needed only for that condition.</summary>
    internal IPointlessDeadLetters? Pointless { get; init; }

    /// <summary>Applies every condition but the text, for which there is no index.</summary>
    internal async Task<IQueryable<DeadLetter>> QueryAsync(DbContext context, CancellationToken cancellationToken)
    {
        var deadLetters = context.Set<DeadLetter>().AsNoTracking();
        if (State != DeadLetterState.Undecided)
            deadLetters = deadLetters.IgnoreQueryFilters();
        if (State == DeadLetterState.BeingRetried)
            deadLetters = deadLetters.Where(deadLetter => deadLetter.IsBeingRetried);
        if (DeadLetterIds is { } ids)
            deadLetters = deadLetters.Where(deadLetter => ids.Contains(deadLetter.DeadLetterId));
        if (Endpoint is not null)
            deadLetters = deadLetters.Where(deadLetter => deadLetter.Endpoint == Endpoint);
        if (ExceptionType is not null)
            deadLetters = deadLetters.Where(deadLetter => deadLetter.ExceptionType == ExceptionType);
        if (MessageType is not null)
            deadLetters = deadLetters.Where(OfType(MessageType));
        if (SagaId is { } sagaId)
            deadLetters = deadLetters.Where(
                About(
                    sagaId, SagaType, await new SagaArchive(context).ConversationsOfAsync(sagaId, SagaType, cancellationToken),
                    context));
        if (ConversationId is not null)
            deadLetters = deadLetters.Where(deadLetter => deadLetter.ConversationId == ConversationId);
        if (From is { } from)
            deadLetters = deadLetters.Where(deadLetter => deadLetter.DeadAt >= from);
        if (To is { } to)
            deadLetters = deadLetters.Where(deadLetter => deadLetter.DeadAt < to);
        return IsPointless is { } isPointless ? deadLetters.Where(AreAll(isPointless, context)) : deadLetters;
    }

    internal Expression<Func<DeadLetter, bool>>? Contains() =>
        Text is null ? null : deadLetter => deadLetter.Reason.Contains(Text) || deadLetter.Body.Contains(Text);

    /// <summary>Applies every condition; the order is undefined.</summary>
    internal async Task<IQueryable<DeadLetter>> AllAsync(DbContext context, CancellationToken cancellationToken)
    {
        var deadLetters = await QueryAsync(context, cancellationToken);
        return Contains() is { } contains ? deadLetters.Where(contains) : deadLetters;
    }

    private Expression<Func<DeadLetter, bool>> AreAll(bool isPointless, DbContext context)
    {
        var pointless = Pointless?.In(context)
            ?? throw new InvalidOperationException("Nobody has said which dead letters are pointless.");
        return isPointless
            ? pointless
            : Expression.Lambda<Func<DeadLetter, bool>>(Expression.Not(pointless.Body), pointless.Parameters);
    }

    // The column holds several URNs, separated by semicolons.
    private static Expression<Func<DeadLetter, bool>> OfType(string type)
    {
        var last = $":{(type.StartsWith(UrnPrefix, StringComparison.Ordinal) ? type[UrnPrefix.Length..] : type)}";
        var inside = $"{last};";
        return deadLetter => deadLetter.MessageTypes.EndsWith(last) || deadLetter.MessageTypes.Contains(inside);
    }

    // A command names no saga, but its conversation identifies one. Each has an index, but one condition could not use both. The
    // steps of a saga are either in the history or, all of them, in the archive; but there may be one of each with the same id.
    private static Expression<Func<DeadLetter, bool>> About(
        Guid sagaId, string? sagaType, IReadOnlyList<Guid> archived, DbContext context)
    {
        var deadLetters = context.Set<DeadLetter>();
        var steps = context.Set<SagaTransition>().Where(step => step.SagaId == sagaId && step.ConversationId != null);
        if (sagaType is not null)
            steps = steps.Where(step => step.SagaType == sagaType);
        var conversations = steps.Select(step => step.ConversationId);
        var ids = deadLetters.Where(deadLetter => deadLetter.SagaId == sagaId).Select(deadLetter => deadLetter.DeadLetterId)
            .Union(deadLetters.Where(deadLetter => conversations.Contains(deadLetter.ConversationId))
                .Select(deadLetter => deadLetter.DeadLetterId));
        if (archived.Count > 0)
            ids = ids.Union(deadLetters
                .Where(deadLetter => deadLetter.ConversationId != null && archived.Contains(deadLetter.ConversationId.Value))
                .Select(deadLetter => deadLetter.DeadLetterId));
        return deadLetter => ids.Contains(deadLetter.DeadLetterId);
    }
}
