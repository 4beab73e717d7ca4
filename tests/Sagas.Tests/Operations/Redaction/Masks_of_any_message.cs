using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Tests.Properties;
using Sagas.Web.Text;

namespace Sagas.Tests.Operations.Redaction;

/// <summary>Whatever a message holds: the masks are JSON, hide what is named, and leave the rest as it was.</summary>
internal class Masks_of_any_message
{
    private static readonly JsonRedactor Mask = new("secret");

    // Short ones, those that are part of JSON itself, and those that JSON writes in another way.
    private static readonly string[] Values =
    [
        "e", ":", "\"", "{", "}", "[]", ",", "\\", "null", "***", "e:\"", "tok_visa", "tok_visa_2", "ada@example.com",
        "jörg+x@example.com", "😀😀😀😀😀😀😀😀", "a\"b\\c/d<e>",
        "{\"email\":\"ada@example.com\"}", "[broken", "\u2028 line", "  ",
    ];

    [Test]
    public void Should_be_JSON_with_the_same_members()
    {
        Holds(message =>
        {
            var before = message.ToJsonString();
            var shown = JsonNode.Parse(Mask.Mask(before)).ShouldNotBeNull();
            Shape(shown).ShouldBe(Shape(message), before);
        });
    }

    [Test]
    public void Should_leave_no_secret_anywhere()
    {
        Holds(message =>
        {
            var secrets = Secrets(message).Where(secret => secret.Length >= SecretTexts.ShortestSought).ToList();
            var shown = Texts(JsonNode.Parse(Mask.Mask(message.ToJsonString()))!).ToList();
            foreach (var secret in secrets)
                shown.ShouldAllBe(text => !text.Contains(secret, StringComparison.OrdinalIgnoreCase) || IsMaskOf(text, secret));
        });
    }

    [Test]
    public void Should_be_shown_unfolded_whatever_they_hold()
    {
        Holds(message => JsonDocument.Parse(UnfoldedJson.Of(Mask.Mask(message.ToJsonString()))).Dispose());
    }

    [TestCase("e", "edee0e5e-0000-4000-8000-00000000000e")]
    [TestCase(":", "2026-01-31T09:30:00Z")]
    [TestCase("0000", "edee0e5e-0000-4000-8000-00000000000e")]
    public void Should_hide_a_very_short_secret_in_its_member_only(string token, string other) =>
        Mask.Mask(JsonSerializer.Serialize(new { paymentToken = token, other }))
            .ShouldBe(JsonSerializer.Serialize(new { paymentToken = "***", other }));

    [TestCase("""{"a":"\ud800","email":"ada@example.com"}""")]
    [TestCase("""{"\ud800":1,"email":"ada@example.com"}""")]
    public void Should_hide_all_of_what_holds_half_a_character(string text) => Mask.Mask(text).ShouldBe("***");

    [Test]
    public void Should_hide_a_number_wherever_it_is() =>
        Mask.Mask("""{"secret":4242424242424242,"other":4242424242424242,"said":"card 4242424242424242 is lost","count":42}""")
            .ShouldBe("""{"secret":"***","other":"***","said":"card *** is lost","count":42}""");

    [Test]
    public void Should_hide_in_the_names_of_members_what_is_hidden_in_others() =>
        Mask.Mask("""{"email":"ada@example.com","carts":{"ada@example.com":1}}""")
            .ShouldBe("""{"email":"a***@example.com","carts":{"a***@example.com":1}}""");

    // The time is that of a slow machine under load: what grew with the square of it took minutes.
    [TestCase(1)]
    [TestCase(1_000)]
    [TestCase(20_000)]
    public void Should_take_no_time_that_grows_with_the_square_of_a_message(int secrets)
    {
        const int Size = 1_400_000;
        var body = new StringBuilder("{\"lines\":[");
        for (var i = 0; i < secrets; i++)
        {
            var number = i.ToString("D6", CultureInfo.InvariantCulture);
            body.Append("{\"paymentToken\":\"tok_customer_").Append(number).Append("\"},");
        }

        body.Append('"');
        for (var i = 0; body.Length < Size; i++)
            body.Append("tok_customer_").Append((i % secrets).ToString("D6", CultureInfo.InvariantCulture)).Append(' ');
        body.Append("\"]}");
        var text = body.ToString();
        Mask.Mask("""{"paymentToken":"tok_warm_up","b":"tok_warm_up"}""").ShouldContain("***m_up");

        var begin = Stopwatch.GetTimestamp();
        var shown = Mask.Mask(text);

        Stopwatch.GetElapsedTime(begin).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        shown.ShouldNotContain("tok_customer_");
    }

    // One long secret, and a text that almost is it, again and again.
    [TestCase(1, 600_000)]
    [TestCase(5_000, 120)]
    public void Should_take_no_time_that_grows_with_the_square_of_a_text(int count, int length)
    {
        var known = new SecretTexts();
        for (var i = 0; i < count; i++)
            known.Add(new string('a', length) + i.ToString("D6", CultureInfo.InvariantCulture), "***");
        var text = new string('a', 700_000);

        var begin = Stopwatch.GetTimestamp();
        _ = known.HideIn(text);

        Stopwatch.GetElapsedTime(begin).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static void Holds(Action<JsonObject> property) => Always.Holds(
        Messages(),
        message =>
        {
            property(message);
            return Task.CompletedTask;
        },
        count: 500,
        size: 6);

    private static Arbitrary<JsonObject> Messages()
    {
        var text = Gen.Elements(Values).Or(
            from first in Gen.Elements(Values) from second in Gen.Elements(Values) select $"{first} and {second}");
        var name = Gen.Elements("email", "paymentToken", "SECRET", "orderId", "reason", "lines", "ada@example.com", "a\"b");
        var member = from key in name from value in Value(text, name, depth: 3) select (key, value);
        return Arb.From(member.ListOf().Select(Object));
    }

    private static Gen<Func<JsonNode?>> Value(Gen<string> text, Gen<string> name, int depth)
    {
        var plain = Gen.Frequency(
            (6, text.Select(value => (Func<JsonNode?>)(() => JsonValue.Create(value)))),
            (1, Gen.Choose(0, 2_000_000).Select(value => (Func<JsonNode?>)(() => JsonValue.Create(value)))),
            (1, Gen.Constant((Func<JsonNode?>)(() => null))));
        if (depth == 0)
            return plain;
        var inner = from key in name from value in Value(text, name, depth - 1) select (key, value);
        return Gen.Frequency(
            (4, plain),
            (1, inner.ListOf().Select(members => (Func<JsonNode?>)(() => Object(members)))),
            (1, inner.ListOf().Select(members => (Func<JsonNode?>)(() => JsonValue.Create(Object(members).ToJsonString())))),
            (1, inner.ListOf().Select(
                members => (Func<JsonNode?>)(() => new JsonArray([.. members.Select(item => item.value())])))));
    }

    private static JsonObject Object(IEnumerable<(string Key, Func<JsonNode?> Value)> members)
    {
        var made = new JsonObject();
        foreach (var (key, value) in members)
            made[key] = value();
        return made;
    }

    private static bool IsHidden(string name) =>
        new[] { "email", "paymentToken", "secret" }.Contains(name, StringComparer.OrdinalIgnoreCase);

    // A hidden member is a text, whatever it was; the names of others and their number stay.
    private static string Shape(JsonNode? node) => node switch
    {
        JsonObject members => $"{{{string.Join(',', members.Select(member => member.Value is null ? "null"
            : IsHidden(member.Key) ? "text" : Shape(member.Value)))}}}",
        JsonArray items => $"[{string.Join(',', items.Select(Shape))}]",
        null => "null",
        _ when node.GetValueKind() == JsonValueKind.String => "text",
        _ => "other",
    };

    private static IEnumerable<string> Secrets(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(
            member => IsHidden(member.Key) ? TextsOrNumbers(member.Value) : Secrets(member.Value)),
        JsonArray items => items.SelectMany(Secrets),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && Inner(value.GetValue<string>()) is { } inner =>
            Secrets(inner),
        _ => [],
    };

    private static IEnumerable<string> TextsOrNumbers(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => TextsOrNumbers(member.Value)),
        JsonArray items => items.SelectMany(TextsOrNumbers),
        JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number => [value.ToString()],
        _ => [],
    };

    // Everything that people would read, also within JSON inside.
    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value).Prepend(member.Key)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.GetValueKind() == JsonValueKind.String =>
            Inner(value.GetValue<string>()) is { } inner ? Texts(inner) : [value.GetValue<string>()],
        JsonValue value => [value.ToString()],
        _ => [],
    };

    private static JsonNode? Inner(string text)
    {
        try
        {
            return text.TrimStart() is ['{' or '[', ..] ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // "***" itself may be a secret, and a mask may end like another secret.
    private static bool IsMaskOf(string text, string secret) =>
        text.Contains("***", StringComparison.Ordinal) && "***".Contains(secret, StringComparison.Ordinal);
}
