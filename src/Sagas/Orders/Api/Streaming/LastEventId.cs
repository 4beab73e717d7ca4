using System.Globalization;
using Sagas.Web.Problems;

namespace Sagas.Orders.Api.Streaming;

/// <summary>The header by which a caller of an event stream says what it has already seen.</summary>
internal static class LastEventId
{
    /// <summary>Name of the header.</summary>
    public const string Name = "Last-Event-ID";

    /// <summary>What is said about an id that was never sent.</summary>
    public const string None = "Must be an id that this stream has sent, a whole number.";

    /// <summary>Reads the header.</summary>
    /// <param name="text">Its value.</param>
    /// <param name="errors">Collects the errors.</param>
    /// <returns>The number of the event; null if the header is missing.</returns>
    public static long? Read(string? text, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        errors.Add(Name, None);
        return null;
    }
}
