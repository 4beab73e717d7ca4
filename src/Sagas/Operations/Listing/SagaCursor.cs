using System.Globalization;
using Sagas.Durability.Catalogue;

namespace Sagas.Operations.Listing;

/// <summary>A place in a list of sagas, as it is written into an address.</summary>
internal static class SagaCursor
{
    /// <summary>Writes it: milliseconds and id, or the id alone.</summary>
    public static string Write(SagaPlace place) => place.StartedAt is { } startedAt
        ? string.Create(CultureInfo.InvariantCulture, $"{startedAt.ToUnixTimeMilliseconds():x}.{place.SagaId:N}")
        : $"{place.SagaId:N}";

    /// <summary>Reads it.</summary>
    /// <returns>Null if it is none.</returns>
    public static SagaPlace? Read(string text)
    {
        var parts = text.Split('.');
        if (!Guid.TryParseExact(parts[^1], "N", out var id) || parts.Length > 2)
            return null;
        if (parts.Length == 1)
            return new SagaPlace(null, id);
        return long.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                ? new SagaPlace(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), id)
                : null;
    }
}
