using System.Buffers.Text;

namespace Sagas.Operations.Alerts;

/// <summary>
/// All alerts of a group as somebody has seen it, for a form: what is done to all of them is not done to those that have come
/// since.
/// </summary>
internal static class SeenAlerts
{
    private const int BytesOfId = 16;

    /// <summary>Writes them, at most as many as can be changed at once.</summary>
    public static string Write(IEnumerable<Guid> alertIds) =>
        Base64Url.EncodeToString(
            [.. alertIds.Take(AlertService.MostAtOnce).SelectMany(id => id.ToByteArray(bigEndian: true))]);

    /// <summary>Reads them.</summary>
    /// <returns>None if the text is not such a list.</returns>
    public static IReadOnlyList<Guid> Read(string? text)
    {
        if (!Base64Url.IsValid(text, out var length) || length % BytesOfId != 0 || length > AlertService.MostAtOnce * BytesOfId)
            return [];
        return [.. Base64Url.DecodeFromChars(text).Chunk(BytesOfId).Select(bytes => new Guid(bytes, bigEndian: true))];
    }
}
