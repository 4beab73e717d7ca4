using System.Globalization;

namespace Sagas.Orders.Api.Listing;

/// <summary>Reads the filter from the query's parameters. All that is wrong is reported at once.</summary>
public static class OrderFilterReader
{
    /// <summary>Orders on a page unless the caller says otherwise.</summary>
    public const int DefaultLimit = 50;

    /// <summary>The most orders on a page.</summary>
    public const int MaxLimit = 200;

    private const string TimeAdvice =
        "Must be an ISO 8601 date, or a time with its time zone, such as 2026-01-31 or 2026-01-31T09:30:00Z; write + as %2B.";

    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads the parameters.</summary>
    /// <param name="state">States, none or more.</param>
    /// <param name="customer">A customer id.</param>
    /// <param name="from">The earliest time.</param>
    /// <param name="to">The time before which.</param>
    /// <param name="cursor">The place to go on from.</param>
    /// <param name="limit">How many orders.</param>
    /// <param name="errors">Collects the errors.</param>
    /// <returns>The filter; usable only if there are no errors.</returns>
    public static OrderFilter Read(
        IReadOnlyList<string> state, string? customer, string? from, string? to, string? cursor, string? limit, FieldErrors errors)
    {
        if (customer is not null)
            errors.CheckText("customer", customer, Submitting.OrderLimits.CustomerId);
        var earliest = ReadTime("from", from, errors);
        var before = ReadTime("to", to, errors);
        if (earliest >= before)
            errors.Add("from", "Must be earlier than to.");
        return new(ReadStates(state, errors), customer, earliest, before, ReadCursor(cursor, errors), ReadLimit(limit, errors));
    }

    private static List<string> ReadStates(IReadOnlyList<string> names, FieldErrors errors)
    {
        List<string> states = [];
        foreach (var name in names)
        {
            var status = Array.Find(Enum.GetNames<OrderStatus>(), known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
            if (status is null)
                errors.Add("state", $"Must be one of {string.Join(", ", Enum.GetNames<OrderStatus>())}.");
            else
                states.Add(OrderStates.ToState(Enum.Parse<OrderStatus>(status)));
        }

        return states;
    }

    private static DateTimeOffset? ReadTime(string parameter, string? text, FieldErrors errors)
    {
        if (text is null)
            return null;
        // A date alone is midnight UTC; a time without its zone could be meant either way, and is refused.
        var zoned = text.Length == "yyyy-MM-dd".Length || text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length;
        if (zoned && DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time.ToUniversalTime();
        errors.Add(parameter, TimeAdvice);
        return null;
    }

    private static OrderCursor? ReadCursor(string? text, FieldErrors errors)
    {
        if (text is null)
            return null;
        var cursor = OrderCursor.Read(text);
        if (cursor is null)
            errors.Add("cursor", "Must be the value of next from a page of this list, unchanged.");
        return cursor;
    }

    private static int ReadLimit(string? text, FieldErrors errors)
    {
        if (text is null)
            return DefaultLimit;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit)
            return limit;
        errors.Add("limit", $"Must be a whole number from 1 to {MaxLimit}.");
        return DefaultLimit;
    }
}
