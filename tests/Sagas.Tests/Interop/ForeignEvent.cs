using System.Text.Json;

namespace Sagas.Tests.Interop;

/// <summary>An event as a foreign client sees it.</summary>
/// <param name="Exchange">The exchange that it came by.</param>
/// <param name="ContentType">The property of that name.</param>
/// <param name="MessageId">The property of that name.</param>
/// <param name="Headers">AMQP headers.</param>
/// <param name="Body">The body, which is JSON.</param>
internal sealed record ForeignEvent(
    string Exchange, string ContentType, string MessageId, IReadOnlyDictionary<string, string> Headers, JsonElement Body)
{
    public string Type => Body.GetProperty("messageType")[0].GetString()!;

    public JsonElement Message => Body.GetProperty("message");

    public string HeaderInBody(string name) => Body.GetProperty("headers").GetProperty(name).GetString()!;
}
