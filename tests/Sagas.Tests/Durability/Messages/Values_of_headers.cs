using System.Text.Json;
using FsCheck.Fluent;
using Sagas.Durability.Messages;
using Sagas.Tests.Properties;

namespace Sagas.Tests.Durability.Messages;

internal class Values_of_headers
{
    [Test]
    public void Should_be_stored_with_their_types() => Always.Holds(
        HeaderKinds.Any.ToArbitrary(),
        value =>
        {
            var given = new Dictionary<string, object?>(StringComparer.Ordinal) { ["X"] = value, ["Text"] = "as it is" };

            var (headers, wire) = StoredProperties.Of(new MessageProperties(given, Properties: null));

            var read = StoredProperties.AllHeaders(headers, wire);
            HeaderKinds.AreSame(read["X"], value).ShouldBeTrue($"{wire} is {read["X"]}, not {value}");
            read["Text"].ShouldBe("as it is");
            (wire is null).ShouldBe(value is string, "Texts need no more than the column that they always had.");
            return Task.CompletedTask;
        },
        count: 500,
        size: 60);

    [TestCaseSource(typeof(HeaderKinds), nameof(HeaderKinds.Each))]
    public void Should_be_texts_that_people_and_earlier_versions_read(object? value)
    {
        var (headers, _) = StoredProperties.Of(
            new MessageProperties(new Dictionary<string, object?> { ["X"] = value }, Properties: null));

        // As it was read before there was anything else.
        var texts = JsonSerializer.Deserialize<Dictionary<string, string?>>(headers)!;

        texts["X"].ShouldBe(HeaderValues.Text(value));
        if (value is bool or int or long)
            texts["X"].ShouldBe(JsonSerializer.Serialize(value));
    }

    [Test]
    public void Should_be_readable()
    {
        HeaderValues.Text(new List<object?> { 1, "two", true, null, new BrokerTime(0) })
            .ShouldBe("""[1,"two",true,null,"1970-01-01T00:00:00Z"]""");
        HeaderValues.Text(new byte[] { 1, 2 }).ShouldBe("base64:AQI=");
        HeaderValues.Text(new Dictionary<string, object?> { ["a"] = 1.5m }).ShouldBe("""{"a":1.5}""");
    }

    [Test]
    public void Should_be_what_programs_give()
    {
        var id = Guid.NewGuid();

        HeaderValues.Known(id).ShouldBe(id.ToString());
        HeaderValues.Known(new Uri("queue:a")).ShouldBe("queue:a");
        HeaderValues.Known(new DateTime(2026, 3, 14, 0, 0, 0, DateTimeKind.Utc))
            .ShouldBe(new DateTimeOffset(2026, 3, 14, 0, 0, 0, TimeSpan.Zero));
        HeaderValues.Known(new[] { "a", "b" }).ShouldBe(new List<object?> { "a", "b" });
    }

    [Test]
    public void Should_not_exhaust_the_stack()
    {
        object? nested = "inside";
        for (var level = 0; level < 100_000; level++)
            nested = new List<object?> { nested };

        var (headers, wire) = StoredProperties.Of(new MessageProperties(
            new Dictionary<string, object?> { ["X"] = HeaderValues.Known(nested) }, Properties: null));

        StoredProperties.AllHeaders(headers, wire)["X"].ShouldBeOfType<List<object?>>();
        wire!.ShouldContain(HeaderValues.TooDeep);
    }
}
