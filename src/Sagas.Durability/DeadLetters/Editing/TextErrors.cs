using System.Text.Json;
using Sagas.Durability.DeadLetters.Editing.Schemas;
using Sagas.Durability.Messages;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>
/// Finds escapes that stand for half a character, such as <c>\ud800</c>: they are valid JSON, and nobody can read them.
/// </summary>
internal static class TextErrors
{
    private const string Error = @"Has half a character: an escape such as \ud800 without its other half.";

    /// <summary>What cannot be read as text.</summary>
    /// <param name="value">The value.</param>
    /// <param name="path">Where it stands.</param>
    public static IEnumerable<MessageError> In(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => TextOf(value.GetString) is null ? [new MessageError(path, Error)] : [],
        JsonValueKind.Array => value.EnumerateArray().Index().SelectMany(item => In(item.Item, JsonPaths.Item(path, item.Index))),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => TextOf(() => member.Name) is { } name
            ? In(member.Value, JsonPaths.Member(path, name))
            : [new MessageError(path, Error)]),
        _ => [],
    };

    private static string? TextOf(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
