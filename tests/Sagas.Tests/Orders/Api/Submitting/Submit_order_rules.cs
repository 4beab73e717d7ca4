using Sagas.Orders.Api.Submitting;
using Sagas.Web.Problems;

namespace Sagas.Tests.Orders.Api.Submitting;

internal class Submit_order_rules
{
    private static readonly SubmitOrderLine GoodLine = new() { Sku = "BOOK-1", Quantity = 2, UnitPrice = 19.90m };

    private static readonly SubmitOrderRequest GoodOrder = new()
    {
        CustomerId = "c-42",
        Email = "ada@example.com",
        Currency = "EUR",
        Lines = [GoodLine],
        PaymentToken = "tok_visa",
    };

    [Test]
    public void Should_take_an_order_at_all_its_limits()
    {
        var order = new SubmitOrderRequest
        {
            CustomerId = new string('c', 64),
            Email = new string('a', 64) + "@" + string.Join('.', Enumerable.Repeat(new string('d', 46), 4)) + ".e",
            Currency = "EUR",
            PaymentToken = new string('t', 128),
            Lines =
            [
                .. Enumerable.Repeat(new SubmitOrderLine { Sku = new string('s', 64), Quantity = 10_000, UnitPrice = 500m }, 200),
            ],
        };

        order.Email!.Length.ShouldBe(254);
        Errors(order).ShouldBeEmpty();
        OrderDraft.From(order).Total.ShouldBe(1_000_000_000m);
    }

    [Test]
    public void Should_report_everything_at_once()
    {
        var errors = Errors(new()
        {
            CustomerId = new string('c', 65),
            Email = "nobody",
            Currency = "ABC",
            Lines = [GoodLine with { Sku = " " }, null, GoodLine with { Quantity = 0, UnitPrice = -1 }],
            PaymentToken = "tok\nvisa",
        });

        errors.Keys.ShouldBe(
        [
            "customerId", "email", "currency", "lines[0].sku", "lines[1]", "lines[2].quantity",
            "lines[2].unitPrice", "paymentToken",
        ]);
        errors["customerId"].ShouldBe(["Must have at most 64 characters, but has 65."]);
        errors["lines[2].quantity"].ShouldBe(["Must be 1 to 10000, but is 0."]);
    }

    [TestCase("JPY", "19.90", "Must have no more than 0 decimals, as JPY has, but is 19.90.")]
    [TestCase("EUR", "0.001", "Must have no more than 2 decimals, as EUR has, but is 0.001.")]
    public void Should_know_the_decimals_of_the_currency(string currency, string price, string error)
    {
        var unitPrice = decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture);

        Errors(GoodOrder with { Currency = currency, Lines = [GoodLine with { UnitPrice = unitPrice }] })["lines[0].unitPrice"]
            .ShouldBe([error]);
    }

    [Test]
    public void Should_not_mind_zeros_behind_the_decimals() =>
        Errors(GoodOrder with { Lines = [GoodLine with { UnitPrice = 19.9000m }] }).ShouldBeEmpty();

    [Test]
    public void Should_take_a_free_line_in_an_order_that_costs_something() =>
        Errors(GoodOrder with { Lines = [GoodLine, GoodLine with { UnitPrice = 0 }] }).ShouldBeEmpty();

    [Test]
    public void Should_refuse_an_order_that_costs_nothing() =>
        Errors(GoodOrder with { Lines = [GoodLine with { UnitPrice = 0 }] })["lines"]
            .ShouldBe(["The total must be more than 0 and at most 1000000000, but is 0."]);

    [Test]
    public void Should_refuse_an_order_that_costs_too_much() =>
        Errors(GoodOrder with { Lines = [GoodLine with { Quantity = 1001, UnitPrice = 1_000_000 }] }).Keys.ShouldBe(["lines"]);

    private static IDictionary<string, string[]> Errors(SubmitOrderRequest order)
    {
        var errors = new FieldErrors();
        SubmitOrderValidator.Check(order, errors);
        return errors.ToDictionary();
    }
}
