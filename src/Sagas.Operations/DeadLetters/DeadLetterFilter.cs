using Microsoft.AspNetCore.Mvc;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Operations.Shell;
using Sagas.Web.Lists;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary>Which dead letters are asked for, in the words of whoever asks: those that match everything given.</summary>
internal record DeadLetterFilter
{
    /// <summary>Only dead letters of this queue.</summary>
    [FromQuery(Name = "endpoint")]
    public string? Endpoint { get; init; }

    /// <summary>Only dead letters with this exception, by its full name.</summary>
    [FromQuery(Name = "exceptionType")]
    public string? ExceptionType { get; init; }

    /// <summary>Only messages of this type: its URN, or just its name, such as `ProcessPayment`.</summary>
    [FromQuery(Name = "messageType")]
    public string? MessageType { get; init; }

    /// <summary>Only dead letters for this saga, or from one of its conversations.</summary>
    [FromQuery(Name = "sagaId")]
    public string? SagaId { get; init; }

    /// <summary>Only dead letters of this conversation.</summary>
    [FromQuery(Name = "conversationId")]
    public string? ConversationId { get; init; }

    /// <summary>
    /// Only dead letters whose reason or body contains this, 3 to 200 characters. Requires the role `operations.operator`.
    /// </summary>
    [FromQuery(Name = "text")]
    public string? Text { get; init; }

    /// <summary>Only messages dead-lettered at this time or later, ISO 8601.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Only messages dead-lettered before this time, ISO 8601.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary>
    /// Whether to include dead letters that it is pointless to retry, because their saga has ended or ignores them: `with` them,
    /// `without` them, or `only` them. Lists are with them unless told otherwise, and retry jobs without.
    /// </summary>
    [FromQuery(Name = "pointless")]
    public string? Pointless { get; init; }

    internal static IReadOnlyCollection<string> Names { get; } =
    [
        "endpoint", "exceptionType", "messageType", "sagaId", "conversationId", "text", "from", "to", "pointless",
        ListedDeadLetters.StateParameter,
    ];

    /// <summary>Whether they are included if nobody says so.</summary>
    private protected virtual string UsualPointless => PointlessChoice.With;

    /// <summary>What somebody has filled in on a page.</summary>
    internal static TFilter Of<TFilter>(GivenValues given) where TFilter : DeadLetterFilter, new() => new()
    {
        Endpoint = given["endpoint"],
        ExceptionType = given["exceptionType"],
        MessageType = given["messageType"],
        SagaId = given["sagaId"],
        ConversationId = given["conversationId"],
        Text = given["text"],
        From = given["from"],
        To = given["to"],
        Pointless = given["pointless"],
    };

    /// <summary>Reads it.</summary>
    /// <param name="errors">Collects the errors.</param>
    /// <returns>The query; usable only if there are no errors.</returns>
    public virtual DeadLetterQuery ToQuery(FieldErrors errors)
    {
        var query = new QueryReader(errors);
        var (from, to) = query.Span(From, To);
        return new DeadLetterQuery
        {
            Endpoint = query.Name("endpoint", Endpoint),
            ExceptionType = query.Name("exceptionType", ExceptionType),
            MessageType = query.Name("messageType", MessageType),
            SagaId = query.Id("sagaId", SagaId),
            ConversationId = query.Id("conversationId", ConversationId),
            Text = query.Search(Text),
            From = from,
            To = to,
            IsPointless = PointlessChoice.Read(Pointless ?? UsualPointless, errors),
        };
    }
}
