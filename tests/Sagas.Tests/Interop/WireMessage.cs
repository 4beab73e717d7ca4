using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sagas.Tests.Interop;

/// <summary>A message as it is on the wire, told by a client that shares nothing with ours.</summary>
/// <param name="Body">The body.</param>
/// <param name="Properties">The properties that it has.</param>
/// <param name="Headers">Its headers: of each the AMQP field type, a letter, and the value in the form of <c>wire.py</c>.</param>
internal sealed record WireMessage(
    byte[] Body, Dictionary<string, string> Properties, Dictionary<string, JsonArray> Headers)
{
    public static JsonArray Text(string value) => Bits('S', Encoding.UTF8.GetBytes(value));

    public static JsonArray Bits(char type, params byte[] bytes) => [$"{type}", Convert.ToBase64String(bytes)];

    public static WireMessage Read(string line) => JsonSerializer.Deserialize<WireMessage>(line, JsonSerializerOptions.Web)!;

    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
