using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>Which dead letters are asked for; what is null does not matter.</summary>
public record DeadLetterQuery
{
    private const string UrnPrefix = "urn:message:";

    /// <summary>Only these.</summary>
    public IReadOnlyList<Guid>? DeadLetterIds { get; init; }

    /// <summary>The queue.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Full name of the exception.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>A message type: its URN, or the end of it behind a colon, such as the name of the type alone.</summary>
    public string? MessageType { get; init; }

    /// <summary>The saga that it was meant for, or in one of whose conversations it was sent.</summary>
    public Guid? SagaId { get; init; }

    /// <summary>The conversation.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>Given up then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Given up before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>A part of the reason or of the body.</summary>
    public string? Text { get; init; }

    /// <summary>All but the text, which no index finds.</summary>
    internal async Task<IQueryable<DeadLetter>> QueryAsync(DbContext context, CancellationToken cancellationToken)
    {
        var letters = context.Set<DeadLetter>().AsNoTracking();
        if (DeadLetterIds is { } ids)
            letters = letters.Where(letter => ids.Contains(letter.DeadLetterId));
        if (Endpoint is not null)
            letters = letters.Where(letter => letter.Endpoint == Endpoint);
        if (ExceptionType is not null)
            letters = letters.Where(letter => letter.ExceptionType == ExceptionType);
        if (MessageType is not null)
            letters = letters.Where(OfType(MessageType));
        if (SagaId is { } sagaId)
            letters = letters.Where(About(sagaId, await new SagaArchive(context).ConversationsOfAsync(sagaId, cancellationToken), context));
        if (ConversationId is not null)
            letters = letters.Where(letter => letter.ConversationId == ConversationId);
        if (From is { } from)
            letters = letters.Where(letter => letter.DeadAt >= from);
        if (To is { } to)
            letters = letters.Where(letter => letter.DeadAt < to);
        return letters;
    }

    internal Expression<Func<DeadLetter, bool>>? Contains() =>
        Text is null ? null : letter => letter.Reason.Contains(Text) || letter.Body.Contains(Text);

    /// <summary>Everything that is asked for, in no order.</summary>
    internal async Task<IQueryable<DeadLetter>> AllAsync(DbContext context, CancellationToken cancellationToken)
    {
        var letters = await QueryAsync(context, cancellationToken);
        return Contains() is { } contains ? letters.Where(contains) : letters;
    }

    // URNs follow one another, separated by semicolons.
    private static Expression<Func<DeadLetter, bool>> OfType(string type)
    {
        var last = $":{(type.StartsWith(UrnPrefix, StringComparison.Ordinal) ? type[UrnPrefix.Length..] : type)}";
        var inside = $"{last};";
        return letter => letter.MessageTypes.EndsWith(last) || letter.MessageTypes.Contains(inside);
    }

    // A command names no saga; its conversation does. An index answers either, but not both of them in one condition. A saga's steps
    // are in the history, or all of them in the archive.
    private static Expression<Func<DeadLetter, bool>> About(Guid sagaId, IReadOnlyList<Guid> archived, DbContext context)
    {
        var letters = context.Set<DeadLetter>();
        var conversations = context.Set<SagaTransition>()
            .Where(step => step.SagaId == sagaId && step.ConversationId != null).Select(step => step.ConversationId);
        var named = letters.Where(letter => letter.SagaId == sagaId).Select(letter => letter.DeadLetterId);
        var meant = (archived.Count == 0
                ? letters.Where(letter => conversations.Contains(letter.ConversationId))
                : letters.Where(letter => letter.ConversationId != null && archived.Contains(letter.ConversationId.Value)))
            .Select(letter => letter.DeadLetterId);
        var ids = named.Union(meant);
        return letter => ids.Contains(letter.DeadLetterId);
    }
}
