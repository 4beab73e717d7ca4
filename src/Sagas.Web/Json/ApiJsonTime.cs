using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Web.Json;

/// <summary>Times such as <c>2026-01-31T09:30:00.000Z</c>: UTC, always with milliseconds, so that they sort as text.</summary>
internal class ApiJsonTime : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time)
            ? time
            : throw new JsonException("Must be an ISO 8601 date and time such as 2026-01-31T09:30:00Z.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
