using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sagas.Tests.Fuzz;

/// <summary>Makes JSON by chance: out of nothing, and by spoiling a good one.</summary>
internal sealed class ChanceJson(Chance chance)
{
    private const int DeepestByChance = 4;
    private const int TooDeep = 3_000;

    /// <summary>A name that is given twice would show only when the node is changed.</summary>
    public static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Any JSON text.</summary>
    public string Any(int depth = 0) => chance.Number(depth >= DeepestByChance ? 4 : 6) switch
    {
        0 => "null",
        1 => chance.Of<string>(["true", "false"]),
        2 => chance.NumberText(),
        3 or 4 => Quoted(chance.Text()),
        5 => "[" + string.Join(',', Enumerable.Range(0, chance.Number(4)).Select(_ => Any(depth + 1))) + "]",
        _ =>
            "{" + string.Join(',', Enumerable.Range(0, chance.Number(4)).Select(_ => $"{Quoted(chance.Text())}:{Any(depth + 1)}"))
                + "}",
    };

    /// <summary>A good JSON with something wrong in it, as bytes: they may be no text at all.</summary>
    public byte[] Spoiled(JsonNode good)
    {
        var text = SpoilMembers(good.DeepClone()).ToJsonString();
        return chance.Number(11) switch
        {
            0 => Encoding.UTF8.GetBytes(text[..chance.Number(text.Length)]),
            1 => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)],
            2 => Encoding.Unicode.GetBytes(text),
            3 => Flipped(Encoding.UTF8.GetBytes(text)),
            4 => Encoding.UTF8.GetBytes(text + chance.Of<string>(["}", ",", "x", "\0", "{}", " "])),
            5 => Encoding.UTF8.GetBytes(new string('[', TooDeep) + text + new string(']', TooDeep)),
            6 => chance.Bytes(300),
            7 => Encoding.UTF8.GetBytes(Any()),
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    private JsonNode SpoilMembers(JsonNode node)
    {
        for (var mistakes = chance.Number(3); mistakes > 0; mistakes--)
            SpoilOne(node);
        return node;
    }

    private void SpoilOne(JsonNode node)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members:
                var name = chance.Of(members.Select(member => member.Key).ToList());
                if (members[name] is { } child and (JsonObject or JsonArray) && !chance.Once(3))
                    SpoilOne(child);
                else
                    SpoilMember(members, name);
                break;
            case JsonArray { Count: > 0 } items:
                var place = chance.Number(items.Count - 1);
                if (items[place] is { } item and (JsonObject or JsonArray) && !chance.Once(3))
                    SpoilOne(item);
                else
                    items[place] = Parsed();
                break;
        }
    }

    private void SpoilMember(JsonObject members, string name)
    {
        switch (chance.Number(4))
        {
            case 0:
                members.Remove(name);
                break;
            case 1:
                members[chance.Text()] = Parsed();
                break;
            case 2:
                members[name] = new JsonArray(
                    [.. Enumerable.Range(0, chance.Number(300)).Select(_ => members[name]?.DeepClone())]);
                break;
            default:
                members[name] = Parsed();
                break;
        }
    }

    private JsonNode? Parsed()
    {
        try
        {
            return JsonNode.Parse(Any(), documentOptions: Strict);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // Not all that is nearly JSON can be a node.
            return JsonValue.Create(chance.Text());
        }
    }

    private byte[] Flipped(byte[] bytes)
    {
        for (var flips = 1 + chance.Number(4); flips > 0 && bytes.Length > 0; flips--)
            bytes[chance.Number(bytes.Length - 1)] ^= (byte)(1 << chance.Number(7));
        return bytes;
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
