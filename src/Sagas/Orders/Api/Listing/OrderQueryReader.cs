using Sagas.Web.Lists;
using Sagas.Web.Problems;

namespace Sagas.Orders.Api.Listing;

/// <summary>Reads the filter from the query parameters. All errors are reported at once.</summary>
internal static class OrderQueryReader
{
    /// <summary>Reads the parameters.</summary>
    /// <param name="state">States, none or more.</param>
    /// <param name="customer">A customer id.</param>
    /// <param name="from">The earliest time.</param>
    /// <param name="to">The time before which orders were accepted.</param>
    /// <param name="cursor">Where to continue.</param>
    /// <param name="limit">How many orders.</param>
    /// <param name="errors">Collects the errors.</param>
    /// <returns>The filter; usable only if there are no errors.</returns>
    public static OrderQuery Read(
        IReadOnlyList<string> state, string? customer, string? from, string? to, string? cursor,
        string? limit, FieldErrors errors)
    {
        if (customer is not null)
            errors.CheckText("customer", customer, OrderLimits.CustomerId);
        var query = new QueryReader(errors);
        var (earliest, before) = query.Span(from, to);
        return new(ReadStates(state, errors), customer, earliest, before, query.Cursor(cursor), query.Limit(limit));
    }

    private static List<string> ReadStates(IReadOnlyList<string> names, FieldErrors errors)
    {
        List<string> states = [];
        foreach (var name in names)
        {
            var status = Array.Find(
                Enum.GetNames<OrderStatus>(), known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
            if (status is null)
                errors.Add("state", $"Must be one of {string.Join(", ", Enum.GetNames<OrderStatus>())}.");
            else
                states.Add(OrderStates.ToState(Enum.Parse<OrderStatus>(status)));
        }

        return states;
    }
}
