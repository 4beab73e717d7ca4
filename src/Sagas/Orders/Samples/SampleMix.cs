using Sagas.Contracts.Orders;

namespace Sagas.Orders.Samples;

/// <summary>Orders that show what can happen: most are paid, some are declined, and a few cause trouble.</summary>
internal static class SampleMix
{
    /// <summary>How many orders are placed by default.</summary>
    public const int DefaultCount = 40;

    /// <summary>How many orders may be placed at a time.</summary>
    public const int MostOrders = 10_000;

    private const string Currency = "EUR";

    // The simulated gateway behaves as its tokens say; among any forty orders there is at least one of each kind.
    private static readonly string[] Tokens =
    [
        "tok_visa", "tok_visa", "tok_visa", "tok_declined", "tok_visa", "tok_visa", "tok_flaky", "tok_visa",
        "tok_visa", "tok_insufficient_funds", "tok_visa", "tok_visa", "tok_slow", "tok_visa", "tok_visa", "tok_lost_answer",
        "tok_visa", "tok_visa", "tok_visa", "tok_declined", "tok_visa", "tok_visa", "tok_visa", "tok_flaky",
        "tok_visa", "tok_visa", "tok_insufficient_funds", "tok_visa", "tok_visa", "tok_visa", "tok_visa", "tok_slow",
        "tok_visa", "tok_visa", "tok_visa", "tok_visa", "tok_down", "tok_visa", "tok_visa", "tok_visa",
    ];

    private static readonly (string Sku, decimal Price)[] Goods =
        [("BOOK-1", 19.90m), ("LAMP-7", 49.00m), ("MUG-3", 8.50m), ("CHAIR-2", 129.00m), ("PEN-9", 2.40m)];

    /// <summary>Creates one of the orders.</summary>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="at">When it is placed.</param>
    /// <returns>The order, with an id of its own.</returns>
    public static OrderSubmitted Order(int number, DateTimeOffset at)
    {
        var (sku, price) = Goods[number % Goods.Length];
        var quantity = (number % 3) + 1;
        return new OrderSubmitted(
            Guid.CreateVersion7(at),
            $"sample-{number % 7}",
            $"customer{number % 7}@example.com",
            Currency,
            [new OrderLine(sku, quantity, price)],
            quantity * price,
            Tokens[number % Tokens.Length],
            at);
    }
}
