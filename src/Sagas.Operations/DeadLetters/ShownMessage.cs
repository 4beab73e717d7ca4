using System.Globalization;
using System.Text;
using System.Text.Json;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;
using Sagas.Operations.Shell;

namespace Sagas.Operations.DeadLetters;

/// <summary>What people see of a dead letter's message.</summary>
/// <param name="Headers">Its headers as texts.</param>
/// <param name="HeaderTypes">The types of the headers that are no texts.</param>
/// <param name="Properties">The properties of the broker, as texts; null if it tells none.</param>
/// <param name="Note">What the body is, if it is not simply a text in UTF-8.</param>
/// <param name="Text">The body as a text, or the beginning of its bytes.</param>
internal sealed record ShownMessage(
    IReadOnlyDictionary<string, string?> Headers, IReadOnlyDictionary<string, string> HeaderTypes,
    IReadOnlyDictionary<string, string?>? Properties, string? Note, string Text)
{
    private const int MostBytes = 1_024;
    private const int BytesInLine = 16;

    /// <summary>Reads it.</summary>
    /// <param name="stored">The dead letter.</param>
    /// <param name="shown">The same as the caller may see it.</param>
    public static ShownMessage Of(DeadLetter stored, DeadLetter shown)
    {
        var others = StoredProperties.Read(shown.Wire);
        return new ShownMessage(
            JsonSerializer.Deserialize<Dictionary<string, string?>>(shown.Headers) ?? [],
            others?.Headers.Where(header => header.Value is not string)
                .ToDictionary(header => header.Key, header => HeaderValues.NameOf(header.Value), StringComparer.Ordinal) ?? [],
            others?.Properties?.ToDictionary(
                property => property.Key, property => HeaderValues.Text(property.Value), StringComparer.Ordinal),
            stored.Bytes is null ? null : $"{ReadableBody.Of(stored).Note}.",
            shown.Bytes is { } bytes && shown.Body.Length == 0 ? Dump(bytes) : JsonDiff.Pretty(shown.Body));
    }

    private static string Dump(byte[] bytes)
    {
        var lines = new StringBuilder();
        foreach (var line in bytes.Take(MostBytes).Chunk(BytesInLine))
            lines.AppendJoin(' ', line.Select(value => value.ToString("x2", CultureInfo.InvariantCulture))).Append('\n');
        return bytes.Length > MostBytes ? $"{lines}… {Shown.Count(bytes.Length - MostBytes)} more bytes" : lines.ToString();
    }
}
