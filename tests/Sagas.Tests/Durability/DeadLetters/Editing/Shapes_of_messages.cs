using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Events;
using MassTransit.Metadata;
using MassTransit.Serialization;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.DeadLetters.Editing.Schemas;
using Sagas.Durability.Messages;

namespace Sagas.Tests.Durability.DeadLetters.Editing;

/// <summary>Whatever differs between a message and its type is told, at its place and in plain words.</summary>
internal class Shapes_of_messages
{
    private const string Whole = "a whole number from -2147483648 to 2147483647";
    private const string Moment = "a date and time such as 2026-01-31T09:30:00Z";

    private static readonly EverythingHappened Right = new(
        Guid.CreateVersion7(), "Ada", Note: null, 3, 19.90m, Rank.High, Direction.Right, DateTimeOffset.UnixEpoch,
        [new Part("BOOK-1", 2)], new() { ["a.b"] = [1, 2] })
    {
        IsUrgent = true,
        Weight = 5,
        Where = new Uri("https://example.com/"),
        Version = new Version(1, 2),
        Picture = [1, 2, 3],
        Grid = [[1], [2, 3]],
        Gaps = ["x", null],
        Access = Access.Read | Access.Write,
        Numbered = new() { [1] = "one" },
        Anything = "whatever",
        Raw = JsonElement.Parse("[1]"),
        Shape = new Box(1, 2),
        Price = new Money(5, "EUR"),
        Loose = double.NaN,
    };

    [Test]
    public void Should_be_right_as_the_bus_writes_them() => ErrorsOf(Written()).ShouldBeEmpty();

    [TestCase("name", "5", "Must be a string, not a number.")]
    [TestCase("name", "{}", "Must be a string, not an object.")]
    [TestCase("count", "\"3\"", "Must be " + Whole + ", not a string.")]
    [TestCase("count", "1.5", "Must be " + Whole + ".")]
    [TestCase("isUrgent", "\"yes\"", "Must be true or false, not a string.")]
    [TestCase("parts", "{}", "Must be an array, not an object.")]
    [TestCase("spare", "[]", "Must be an object, not an array.")]
    [TestCase("marks", "[]", "Must be an object, not an array.")]
    [TestCase("total", "true", "Must be a decimal number of at most 28 digits, not true or false.")]
    [TestCase("grid", "[[1],[2,\"3\"]]", "Must be " + Whole + ", not a string.", "grid[1][1]")]
    [TestCase(
        "parts", """[{"sku":"a","quantity":1},{"sku":"b","quantity":"2"}]""", "Must be " + Whole + ", not a string.",
        "parts[1].quantity")]
    [TestCase("marks", """{"a.b":[1,"2"]}""", "Must be " + Whole + ", not a string.", "marks['a.b'][1]")]
    public void Should_tell_the_wrong_kind_of_value(string member, string value, string sentence, string? place = null) =>
        ErrorsOf(With(member, value)).ShouldBe([new MessageError($"$.message.{place ?? member}", sentence)]);

    [TestCase("name")]
    [TestCase("isUrgent")]
    [TestCase("note")]
    public void Should_tell_what_is_missing(string member)
    {
        var message = Written();
        message.Remove(member);

        ErrorsOf(message).ShouldBe([new MessageError($"$.message.{member}", "Is required.")]);
    }

    [TestCase("name", "null")]
    [TestCase("count", "null")]
    [TestCase("total", "null")]
    [TestCase("rank", "null")]
    [TestCase("id", "null")]
    [TestCase("parts", "null")]
    [TestCase("parts", "[null]", "parts[0]")]
    [TestCase("parts", """[{"sku":null,"quantity":1}]""", "parts[0].sku")]
    [TestCase("grid", "[null]", "grid[0]")]
    [TestCase("marks", """{"a":null}""", "marks.a")]
    [TestCase("marks", """{"a":[null]}""", "marks.a[0]")]
    [TestCase("numbered", """{"1":null}""", "numbered['1']")]
    public void Should_tell_null_where_none_may_be(string member, string value, string? place = null) =>
        ErrorsOf(With(member, value)).ShouldBe([new MessageError($"$.message.{place ?? member}", "Must not be null.")]);

    [TestCase("note")]
    [TestCase("weight")]
    [TestCase("spare")]
    [TestCase("shape")]
    [TestCase("where")]
    [TestCase("picture")]
    [TestCase("maybeRank")]
    [TestCase("anything")]
    [TestCase("price")]
    [TestCase("gaps", "[null]")]
    public void Should_take_null_where_it_may_be(string member, string value = "null") =>
        ErrorsOf(With(member, value)).ShouldBeEmpty();

    [TestCase("count", "2147483648", Whole)]
    [TestCase("count", "1e3", Whole)]
    [TestCase("small", "-40000", "a whole number from -32768 to 32767")]
    [TestCase("weight", "9223372036854775808", "a whole number from -9223372036854775808 to 9223372036854775807")]
    [TestCase("total", "1e40", "a decimal number of at most 28 digits")]
    [TestCase("total", "\"twenty\"", "a decimal number of at most 28 digits")]
    [TestCase("at", "\"2026-02-30T09:30:00Z\"", Moment)]
    [TestCase("at", "\"soon\"", Moment)]
    [TestCase("local", "\"2026-13-01\"", Moment)]
    [TestCase("day", "\"2026-02-30\"", "a date such as 2026-01-31")]
    [TestCase("hour", "\"25:00:00\"", "a time of day such as 09:30:00")]
    [TestCase("duration", "\"1 hour\"", "a duration such as 1.06:30:00")]
    [TestCase("id", "\"17\"", "a UUID")]
    [TestCase("picture", "\"%%%\"", "a string in Base64")]
    [TestCase("letter", "\"ab\"", "a single character")]
    [TestCase("version", "\"new\"", "a version such as 1.2.3")]
    [TestCase("rank", "\"Middle\"", "one of Low, High")]
    [TestCase("rank", "7", "one of Low, High")]
    [TestCase("maybeRank", "\"Middle\"", "one of Low, High")]
    [TestCase("direction", "7", "one of 0 (Left), 1 (Right)")]
    public void Should_tell_a_value_that_is_none(string member, string value, string words) =>
        ErrorsOf(With(member, value)).ShouldBe([new MessageError($"$.message.{member}", $"Must be {words}.")]);

    [TestCase("rank", "\"high\"")]
    [TestCase("rank", "2")]
    [TestCase("access", "\"Read, Write\"")]
    [TestCase("total", "\"19.90\"")]
    [TestCase("total", "19.90")]
    [TestCase("at", "\"2026-01-31\"")]
    [TestCase("loose", "\"1.5\"")]
    [TestCase("loose", "\"NaN\"")]
    [TestCase("sum", "\"computed, and read by nobody\"")]
    [TestCase("somethingElse", "1")]
    [TestCase("anything", "[1,{\"a\":null}]")]
    public void Should_take_whatever_the_bus_can_read(string member, string value) =>
        ErrorsOf(With(member, value)).ShouldBeEmpty();

    [Test]
    public void Should_read_names_regardless_of_case()
    {
        ErrorsOf(Renamed(Written(), "count", "COUNT")).ShouldBeEmpty();
        ErrorsOf(Renamed(With("count", "\"x\""), "count", "Count")).Select(error => error.Path).ShouldBe(["$.message.Count"]);
        ErrorsOf(typeof(Closed), $$"""{"ID":"{{Guid.NewGuid()}}"}""").ShouldBeEmpty();
    }

    [Test]
    public void Should_tell_members_that_the_type_forbids() =>
        ErrorsOf(typeof(Closed), $$"""{"id":"{{Guid.NewGuid()}}","more":1,"most":2}""").ShouldBe(
        [
            new MessageError("$.message.more", "Is not a member of this message."),
            new MessageError("$.message.most", "Is not a member of this message."),
        ]);

    [Test]
    public void Should_put_names_that_are_no_words_into_quotes() =>
        ErrorsOf(With("it's a.b \"c\"", "\"x\"")).ShouldBe(
            [new MessageError("""$.message['it\'s a.b "c"']""", $"Must be {Whole}, not a string.")]);

    [TestCase("{\"$type\":\"circle\",\"radius\":\"1\"}", "shape.radius", "Must be a number, not a string.")]
    [TestCase("{\"$type\":\"box\",\"width\":1}", "shape.height", "Is required.")]
    [TestCase("{\"$type\":\"star\",\"points\":5}", "shape.$type", "Must be one of circle, box.")]
    [TestCase("{\"radius\":1}", "shape.$type", "Is required.")]
    public void Should_judge_a_derived_type_by_its_own_members(string value, string place, string sentence) =>
        ErrorsOf(With("shape", value)).ShouldBe([new MessageError($"$.message.{place}", sentence)]);

    [Test]
    public void Should_tell_everything_at_once()
    {
        var message = With("count", "\"x\"");
        message["at"] = "soon";
        message["name"] = null;
        message["parts"] = JsonNode.Parse("""[{"quantity":1},{"sku":"b","quantity":2147483648}]""");
        message.Remove("total");

        ErrorsOf(message).Select(error => $"{error.Path}: {error.Error}").ShouldBe(
            [
                "$.message.total: Is required.",
                "$.message.name: Must not be null.",
                $"$.message.count: Must be {Whole}, not a string.",
                $"$.message.at: Must be {Moment}.",
                "$.message.parts[0].sku: Is required.",
                $"$.message.parts[1].quantity: Must be {Whole}.",
            ],
            ignoreOrder: true);
    }

    [TestCase("even", "3", "even", "Cannot be read as a part of EverythingHappened.")]
    [TestCase(
        "price", """{"amount":-1,"currency":"EUR"}""", "price",
        "Money refuses it: An amount is never negative. (Parameter 'amount')")]
    [TestCase("numbered", """{"one":"1"}""", "numbered.one", "Cannot be read as a part of Dictionary of Int32 and String.")]
    [TestCase("shape", """{"radius":1,"$type":"circle"}""", "shape", "Must be a value that can be read as Shape.")]
    public void Should_tell_what_only_reading_finds(string member, string value, string place, string sentence) =>
        ErrorsOf(With(member, value)).ShouldBe([new MessageError($"$.message.{place}", sentence)]);

    [TestCase(typeof(Unreadable))]
    [TestCase(typeof(Ambiguous))]
    public void Should_tell_that_a_type_cannot_be_read_at_all(Type type) =>
        ErrorsOf(type, "{}").ShouldBe([new MessageError("$.message", $"Must be a value that can be read as {type.Name}.")]);

    [Test]
    public void Should_follow_a_message_into_its_like()
    {
        var inner = """{"name":5,"parent":null,"children":[]}""";
        for (var depth = 0; depth < 20; depth++)
            inner = $$"""{"name":"x","parent":null,"children":[{{inner}}]}""";

        var place = $"$.message{string.Concat(Enumerable.Repeat(".children[0]", 20))}.name";
        ErrorsOf(typeof(Branch), inner).ShouldBe([new MessageError(place, "Must be a string, not a number.")]);
    }

    [Test]
    public void Should_judge_messages_that_are_interfaces() =>
        ErrorsOf(typeof(IHappened), """{"id":"17","name":null,"parts":[{"sku":"a"}]}""").ShouldBe(
            [
                new MessageError("$.message.id", "Must be a UUID."),
                new MessageError("$.message.name", "Must not be null."),
                new MessageError("$.message.parts[0].quantity", "Is required."),
            ],
            ignoreOrder: true);

    [Test]
    public void Should_write_the_schema_of_a_type_once() =>
        MessageSchema.Of(typeof(Branch), ReadingOptions.OfTheBus)
            .ShouldBeSameAs(MessageSchema.Of(typeof(Branch), ReadingOptions.OfTheBus));

    [TestCase("\"quantity\":29999", "\"quantity\":\"many\"", 1)]
    [TestCase("\"quantity\"", "\"quality\"", 30_000)]
    public void Should_be_judged_quickly_however_long_they_are(string right, string wrong, int count)
    {
        var parts = Enumerable.Range(0, 30_000).Select(number => $$"""{"sku":"BOOK-{{number}}","quantity":{{number}}}""");
        var text = With("parts", $"[{string.Join(',', parts)}]").ToJsonString().Replace(right, wrong, StringComparison.Ordinal);
        text.Length.ShouldBeGreaterThan(1_000_000);

        var watch = Stopwatch.StartNew();
        var errors = ErrorsOf(typeof(EverythingHappened), text);

        // It takes half a second; what grows with the square of the length takes minutes.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        errors.Count.ShouldBe(count);
        errors[^1].Path.ShouldBe("$.message.parts[29999].quantity");
    }

    [Test]
    public void Should_be_taken_as_the_bus_writes_faults()
    {
        var exceptions = new FaultExceptionInfo(new InvalidOperationException("x", new TimeoutException()));
        var fault = new FaultEvent<Part>(
            new Part("a", 1), Guid.NewGuid(), HostMetadataCache.Host, [exceptions], ["urn:message:X"]);
        var text = JsonSerializer.Serialize<Fault<Part>>(fault, SystemTextJsonMessageSerializer.Options);

        ErrorsOf(typeof(Fault<Part>), text).ShouldBeEmpty();
        ErrorsOf(typeof(Fault<Part>), text.Replace("\"quantity\": 1", "\"quantity\": \"x\"", StringComparison.Ordinal))
            .ShouldBe([new MessageError("$.message.message.quantity", $"Must be {Whole}, not a string.")]);
    }

    [TestCase(
        """{"a/b~c d":{"name":"x","parent":{"name":1,"parent":null,"children":[]},"children":[]}}""", "['a/b~c d'].parent.name")]
    [TestCase("""{"100%":{"name":"x","parent":{"name":1,"parent":null,"children":[]},"children":[]}}""", "['100%'].parent.name")]
    [TestCase("""{"100%":{"name":"x","parent":null,"children":[{"name":1}]}}""", "['100%'].children[0].parent",
        "['100%'].children[0].children", "['100%'].children[0].name")]
    [TestCase("""{"kind":{"$type":"special","One":1,"two":"x"}}""", ".kind.two")]
    [TestCase("""{"kind":{"one":"x"}}""", ".kind.one")]
    [TestCase("""{"map":{"a/b~c":"x"}}""", ".map['a/b~c']")]
    public void Should_find_the_way_among_odd_names(string message, params string[] places) =>
        ErrorsOf(typeof(OddlyNamed), message).Select(error => error.Path)
            .ShouldBe(places.Select(place => $"$.message{place}"), ignoreOrder: true);

    /// <summary>Schema and serializer do not differ, save for what the serializer reads and no consumer can use.</summary>
    [Test]
    public void Should_refuse_what_the_bus_cannot_read_and_nothing_else()
    {
        string[] values =
        [
            "null", "true", "0", "-1", "1.0", "1.5", "300", "70000", "3000000000", "1e30", "1e400", "\"\"", "\"x\"", "\"1\"",
            "\"1.5\"", "\" 1 \"", "\"true\"", "\"2026-01-31\"", "\"2026-02-30\"", "\"2026-01-31T09:30:00\"",
            "\"2026-01-31T09:30:00Z\"", "\"2026-01-31T09:30:00+25:00\"", "\"09:30\"", "\"09:30:00\"", "\"1.00:00:00\"",
            "\"24:00:00\"", "\"AQID\"", "\"AQI\"", "\"Low\"", "\"low\"", "\"Left\"", "\"Read\"", "\"https://example.com\"",
            "\"::\"", "\"1.2\"", "\"NaN\"", "\"0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77\"",
            "\"{0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77}\"", "[]", "[1]", "[[1]]", "[\"x\"]", "[null]", "[{}]", "{}",
            "{\"1\":\"x\"}", "{\"a\":[1]}", "{\"amount\":1,\"currency\":\"EUR\"}", "{\"$type\":\"box\",\"width\":1,\"height\":1}",
            "{\"sku\":\"a\",\"quantity\":1}",
        ];
        var strict = ReadingOptions.OfTheBus.Reading;
        var written = Written();
        var differences =
            from member in written.Select(one => one.Key)
            from value in values
            let members = written.Select(one => Member(one.Key, one.Key == member ? value : one.Value?.ToJsonString() ?? "null"))
            let text = $"{{{string.Join(',', members)}}}"
            let isRead = CanBeRead(text, strict)
            let errors = ErrorsOf(typeof(EverythingHappened), text)
            where isRead != (errors.Count == 0) && !(isRead && errors.All(IsOfNoUse))
            select $"{member} = {value}: {(isRead ? "read" : "not read")}, yet {string.Join(' ', errors)}";

        differences.ShouldBeEmpty();
        static string Member(string name, string value) => $"{JsonSerializer.Serialize(name)}:{value}";
    }

    private static bool IsOfNoUse(MessageError error) =>
        error.Error == "Must not be null." || error.Error.StartsWith("Must be one of", StringComparison.Ordinal);

    private static bool CanBeRead(string text, JsonSerializerOptions options)
    {
        try
        {
            JsonSerializer.Deserialize<EverythingHappened>(text, options);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            return false;
        }
    }

    private static JsonObject Written() =>
        JsonSerializer.SerializeToNode(Right, SystemTextJsonMessageSerializer.Options)!.AsObject();

    private static JsonObject With(string member, string value)
    {
        var message = Written();
        message[member] = JsonNode.Parse(value);
        return message;
    }

    private static JsonObject Renamed(JsonObject message, string from, string to)
    {
        message.Remove(from, out var value);
        message[to] = value;
        return message;
    }

    private static IReadOnlyList<MessageError> ErrorsOf(JsonObject message) =>
        ErrorsOf(typeof(EverythingHappened), message.ToJsonString());

    private static IReadOnlyList<MessageError> ErrorsOf(Type type, string message) =>
        MessageShape.ErrorsOf(JsonElement.Parse(message), type, "$.message");
}
