using Sagas.Benchmarks.Growth;

namespace Sagas.Benchmarks.Pages;

/// <summary>What operators look at.</summary>
internal static class OperationsPages
{
    /// <summary>The pages by what they show, and their addresses by number.</summary>
    /// <param name="orders">Orders that are looked at, from the oldest to the newest.</param>
    public static IEnumerable<(string Page, Func<int, string> Address)> Of(IReadOnlyList<KnownOrder> orders) =>
    [
        ("overview", _ => "/"),
        ("overview as JSON", _ => "/operations/overview"),
        ("list", _ => "/sagas/OrderState"),
        ("list, deep", i => $"/sagas/OrderState?cursor={orders[i].Cursor}"),
        ("list, by state (1,000,000)", i => $"/sagas/OrderState?state=Completed&cursor={orders[i].Cursor}"),
        ("list, by state (200)", _ => "/sagas/OrderState?state=NeedsAttention"),
        ("list, a day's", i => $"/sagas/OrderState?{orders[i].Day}"),
        ("list as JSON", i => $"/operations/sagas/OrderState?cursor={orders[i].Cursor}"),
        ("search by id", i => $"/sagas/OrderState?id={orders[i].OrderId}"),
        ("search by customer", i => $"/sagas/OrderState?customerId={orders[i].CustomerId}"),
        ("search by customer and state", i => $"/sagas/OrderState?customerId={orders[i].CustomerId}&state=AwaitingPayment"),
        ("search by words, found", _ => "/sagas/OrderState?text=ada"),
        ("search by words, not in these 5,000", i => $"/sagas/OrderState?text=nowhere&cursor={orders[i].Cursor}"),
        ("one saga", i => $"/sagas/OrderState/{orders[i].OrderId}"),
        ("stuck", _ => "/stuck"),
        ("stuck as JSON", _ => "/operations/alerts"),
        ("dead letters", _ => "/dead-letters"),
        ("dead letters of a queue", _ => "/dead-letters?endpoint=refund-payment"),
        ("dead letters of a saga", i => $"/dead-letters?sagaId={orders[i].OrderId}"),
        ("audit", _ => "/audit"),
        ("audit, by whom and what", i => $"/audit?actor=operator-{i % 20}&action=dead-letter.retry"),
        ("audit of a saga", i => $"/audit?sagaId={orders[i].OrderId}"),
        ("audit by words, a rare one", i => $"/audit?text={orders[i].CustomerId}"),
    ];
}
