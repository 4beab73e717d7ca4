using System.Globalization;
using Sagas.Orders.Api.Listing;
using Sagas.Web.Problems;

namespace Sagas.Tests.Orders.Api.Listing;

internal class Order_filter
{
    [TestCase("2026-01-31", "2026-01-31T00:00:00Z")]
    [TestCase("2026-01-31T09:30Z", "2026-01-31T09:30:00Z")]
    [TestCase("2026-01-31T09:30:00Z", "2026-01-31T09:30:00Z")]
    [TestCase("2026-01-31T09:30:00.123Z", "2026-01-31T09:30:00.123Z")]
    [TestCase("2026-01-31T09:30:00+02:00", "2026-01-31T07:30:00Z")]
    [TestCase("2026-01-31T09:30:00-02:00", "2026-01-31T11:30:00Z")]
    public void Should_read_times(string text, string time)
    {
        var (filter, errors) = Read(from: text);

        errors.ShouldBeEmpty();
        filter.From.ShouldBe(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));
    }

    [TestCase("yesterday")]
    [TestCase("2026-02-30")]
    [TestCase("31.01.2026")]
    [TestCase("2026-01-31T09:30:00")]
    [TestCase("2026-01-31T09:30:00 02:00")]
    [TestCase("")]
    public void Should_refuse_what_is_no_point_in_time(string text) => Read(from: text).Errors.ShouldBe(["from"]);

    [Test]
    public void Should_refuse_an_end_before_the_beginning() =>
        Read(from: "2026-01-31", to: "2026-01-31").Errors.ShouldBe(["from"]);

    [TestCase("1", 1)]
    [TestCase("200", 200)]
    [TestCase(null, 50)]
    public void Should_read_limits(string? text, int limit) => Read(limit: text).Filter.Limit.ShouldBe(limit);

    [TestCase("0")]
    [TestCase("201")]
    [TestCase("-1")]
    [TestCase("ten")]
    [TestCase("1.0")]
    [TestCase("")]
    [TestCase("99999999999")]
    public void Should_refuse_limits_that_are_none(string text) => Read(limit: text).Errors.ShouldBe(["limit"]);

    [Test]
    public void Should_translate_states()
    {
        Read(states: ["Submitted", "completed"]).Filter.States.ShouldBe(["Initial", "Completed"]);
        Read(states: ["0"]).Errors.ShouldBe(["state"]);
        Read(states: ["Initial"]).Errors.ShouldBe(["state"]);
    }

    [Test]
    public void Should_report_everything_at_once() =>
        Read(states: ["Lost"], customer: "", from: "x", to: "y", cursor: "z", limit: "0").Errors
            .ShouldBe(["cursor", "customer", "from", "limit", "state", "to"]);

    private static (OrderQuery Filter, IEnumerable<string> Errors) Read(
        string[]? states = null, string? customer = null, string? from = null, string? to = null, string? cursor = null,
        string? limit = null)
    {
        var errors = new FieldErrors();
        var filter = OrderQueryReader.Read(states ?? [], customer, from, to, cursor, limit, errors);
        return (filter, errors.ToDictionary().Keys.Order(StringComparer.Ordinal));
    }
}
