using System.Text.Json.Nodes;
using Sagas.Durability.Registry;
using Sagas.Operations.Shell;
using Sagas.Orders;

namespace Sagas.Tests.Operations.Shell;

/// <summary>There is one way to write them, however a database or a sender has written them.</summary>
internal sealed class Amounts_on_pages
{
    [TestCase("59.7", "59.70")]
    [TestCase("59.70", "59.70")]
    [TestCase("59.7000", "59.70")]
    [TestCase("60", "60.00")]
    [TestCase("0", "0.00")]
    [TestCase("59.705", "59.705")]
    [TestCase("-1.5", "-1.50")]
    [TestCase("1e2", "100.00")]
    [TestCase("1234567.891", "1234567.891")]
    public void Should_be_written_alike(string stored, string shown) =>
        ShownAmounts.In("total", JsonNode.Parse(stored), Names)!.ToJsonString().ShouldBe(shown);

    [Test]
    public void Should_be_found_at_any_depth_and_nothing_else()
    {
        var order = JsonNode.Parse("""{"total":59.7,"version":3,"lines":[{"quantity":3,"unitPrice":19.9}],"reason":null}""");

        ShownAmounts.In("order", order, Names)!.ToJsonString()
            .ShouldBe("""{"total":59.70,"version":3,"lines":[{"quantity":3,"unitPrice":19.90}],"reason":null}""");
    }

    private static IReadOnlySet<string> Names { get; } = AmountMembers.Of(typeof(OrderState));
}
