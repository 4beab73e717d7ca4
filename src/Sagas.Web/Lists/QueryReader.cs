using System.Globalization;
using Sagas.Web.Problems;

namespace Sagas.Web.Lists;

/// <summary>Reads query parameters. All errors are reported at once.</summary>
/// <param name="errors">Collects the errors.</param>
internal class QueryReader(FieldErrors errors)
{
    /// <summary>Items on a page unless the caller says otherwise.</summary>
    public const int DefaultLimit = 50;

    /// <summary>The most items on a page.</summary>
    public const int MaxLimit = 200;

    /// <summary>The longest text that can be searched for.</summary>
    public const int LongestText = 200;

    private const int ShortestSearch = 3;
    private const int LongestName = 500;

    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads a name.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The name; null if it is not given.</returns>
    public string? Name(string parameter, string? value) =>
        value is not null && errors.CheckText(parameter, value, LongestName) ? value : null;

    /// <summary>Reads a text to search for.</summary>
    /// <param name="value">The parameter <c>text</c>.</param>
    /// <returns>The text; null if it is not given.</returns>
    public string? Search(string? value)
    {
        if (value is null || !errors.CheckText("text", value, LongestText))
            return null;
        if (value.Length < ShortestSearch)
            errors.Add("text", $"Must have at least {ShortestSearch} characters.");
        return value;
    }

    /// <summary>Reads an id.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The id; null if it is not given.</returns>
    public Guid? Id(string parameter, string? value)
    {
        if (value is null)
            return null;
        if (Guid.TryParseExact(value, "D", out var id))
            return id;
        errors.Add(parameter, "Must be a UUID.");
        return null;
    }

    /// <summary>Reads a period.</summary>
    /// <param name="from">The parameter <c>from</c>.</param>
    /// <param name="to">The parameter <c>to</c>.</param>
    /// <returns>Its beginning and its end, as far as they are given.</returns>
    public (DateTimeOffset? From, DateTimeOffset? To) Span(string? from, string? to)
    {
        var (begin, end) = (Time("from", from), Time("to", to));
        if (begin >= end)
            errors.Add("from", "Must be earlier than to.");
        return (begin, end);
    }

    /// <summary>Reads the position at which a page begins.</summary>
    /// <param name="value">The parameter <c>cursor</c>.</param>
    /// <returns>The position; null for the beginning of the list.</returns>
    public ListCursor? Cursor(string? value)
    {
        if (value is null)
            return null;
        var place = ListCursor.Read(value);
        if (place is null)
            errors.Add("cursor", "Must be the value of next from a page of this list, unchanged.");
        return place;
    }

    /// <summary>Reads how many items a page has.</summary>
    /// <param name="value">The parameter <c>limit</c>.</param>
    /// <returns>The number.</returns>
    public int Limit(string? value)
    {
        if (value is null)
            return DefaultLimit;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit)
            return limit;
        errors.Add("limit", $"Must be a whole number from 1 to {MaxLimit}.");
        return DefaultLimit;
    }

    /// <summary>Reads a time. A date alone is midnight UTC; a time without a zone is ambiguous, and is refused.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The time, UTC; null if the text is not a time.</returns>
    internal static DateTimeOffset? ParseTime(string text)
    {
        var zoned = text.Length == "yyyy-MM-dd".Length || text.EndsWith('Z')
            || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length;
        return zoned && DateTimeOffset.TryParseExact(
            text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;
    }

    private DateTimeOffset? Time(string parameter, string? text)
    {
        if (text is null)
            return null;
        if (ParseTime(text) is { } time)
            return time;
        errors.Add(parameter,
            "Must be an ISO 8601 date, or a time with its time zone, such as 2026-01-31 or 2026-01-31T09:30:00Z; write + as %2B.");
        return null;
    }
}
