using System.Text.Json.Nodes;
using Sagas.Durability.Tables;

namespace Sagas.Tests.Upgrades;

/// <summary>A message as it was on the wire when a version of the program was recorded.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="Types">Every message type it can be read as, as URNs separated by semicolons.</param>
/// <param name="Destination">Where it was sent, as the in-memory transport spells it.</param>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="Headers">Transport headers.</param>
/// <param name="TimerToken">For a timer: its token.</param>
/// <param name="Body">The envelope.</param>
internal sealed record RecordedMessage(
    Guid MessageId, string Types, string Destination, string ContentType, JsonNode Headers, Guid? TimerToken, JsonNode Body)
{
    /// <summary>The most specific type's name, such as <c>PaymentCompleted</c> or <c>Fault[[…]]</c>.</summary>
    public string Type => Types.Split(';')[0].Replace("urn:message:", "", StringComparison.Ordinal);

    public static RecordedMessage Of(OutboxMessage row) => new(
        row.MessageId, row.MessageTypes, row.DestinationAddress, row.ContentType, JsonNode.Parse(row.Headers)!, row.TokenId,
        JsonNode.Parse(row.Body)!);

    /// <summary>The message as a row of the outbox that leaves at once.</summary>
    /// <param name="destination">Where it is sent now.</param>
    /// <param name="timerToken">For a timer: the token by which its saga knows it now.</param>
    /// <param name="now">The present.</param>
    public OutboxMessage ToRow(Uri destination, Guid? timerToken, DateTimeOffset now) => new()
    {
        OutboxId = Guid.NewGuid(),
        MessageId = MessageId,
        DestinationAddress = destination.ToString(),
        MessageTypes = Types,
        ContentType = ContentType,
        Headers = WithToken(Headers.ToJsonString(), timerToken),
        Body = WithToken(Body.ToJsonString(), timerToken),
        CreatedAt = now,
        VisibleAt = now.AddHours(1),
    };

    private string WithToken(string text, Guid? timerToken) => TimerToken is { } recorded && timerToken is { } present
        ? text.Replace(recorded.ToString("D"), present.ToString("D"), StringComparison.OrdinalIgnoreCase)
        : text;
}
