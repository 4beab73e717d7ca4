using Sagas.Durability.DeadLetters.Operations;
using Sagas.Web.Lists;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary>Reads which dead letters are requested.</summary>
public static class DeadLetterQueryReader
{
    /// <summary>Reads the parameters.</summary>
    /// <param name="endpoint">The queue.</param>
    /// <param name="exceptionType">The exception.</param>
    /// <param name="messageType">The message type.</param>
    /// <param name="sagaId">The saga.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="text">A part of reason or body.</param>
    /// <param name="span">The period in which they became dead letters.</param>
    /// <param name="errors">Collects the errors.</param>
    /// <returns>The filter; usable only if there are no errors.</returns>
    public static DeadLetterQuery Read(
        string? endpoint, string? exceptionType, string? messageType, string? sagaId, string? conversationId, string? text,
        (string? From, string? To) span, FieldErrors errors)
    {
        var query = new QueryReader(errors);
        var (from, to) = query.Span(span.From, span.To);
        return new DeadLetterQuery
        {
            Endpoint = query.Name("endpoint", endpoint),
            ExceptionType = query.Name("exceptionType", exceptionType),
            MessageType = query.Name("messageType", messageType),
            SagaId = query.Id("sagaId", sagaId),
            ConversationId = query.Id("conversationId", conversationId),
            Text = query.Search(text),
            From = from,
            To = to,
        };
    }
}
