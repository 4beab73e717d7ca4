using System.Net;
using System.Text;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Orders.Api.Submitting;

internal class When_an_order_is_refused
{
    private const string Line = """{"sku":"BOOK-1","quantity":2,"unitPrice":19.90}""";

    private ApiFixture _api = null!;

    [OneTimeSetUp]
    public void Start() => _api = new();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [TearDown]
    public async Task Should_have_stored_and_sent_nothing()
    {
        (await _api.CountOrdersAsync()).ShouldBe(0);
        _api.Sent.Rows.ShouldBeEmpty();
        (await _api.CountOutboxAsync()).ShouldBe(0);
    }

    [TestCase("\"EUR\"", "\"XYZ\"", "currency")]
    [TestCase("\"EUR\"", "\"eur\"", "currency")]
    [TestCase("\"EUR\"", "null", "currency")]
    [TestCase("19.90", "-0.01", "lines[0].unitPrice")]
    [TestCase("19.90", "1000000.01", "lines[0].unitPrice")]
    [TestCase("19.90", "19.901", "lines[0].unitPrice")]
    [TestCase("19.90", "0", "lines")]
    [TestCase("\"quantity\":2", "\"quantity\":0", "lines[0].quantity")]
    [TestCase("\"quantity\":2", "\"quantity\":-1", "lines[0].quantity")]
    [TestCase("\"quantity\":2", "\"quantity\":10001", "lines[0].quantity")]
    [TestCase("\"quantity\":2,\"unitPrice\":19.90", "\"quantity\":10000,\"unitPrice\":999999", "lines")]
    [TestCase(Line, "", "lines")]
    [TestCase(Line, "null", "lines[0]")]
    [TestCase(Line, Line + ",{}", "lines[1].sku", "lines[1].quantity", "lines[1].unitPrice")]
    [TestCase("\"c-42\"", "\"\"", "customerId")]
    [TestCase("\"c-42\"", "\"a\\u0000b\"", "customerId")]
    [TestCase("ada@example.com", "ada", "email")]
    [TestCase("ada@example.com", "ada@example.com\\r\\nBcc: x@example.com", "email")]
    [TestCase("\"customerId\":\"c-42\",", "", "customerId")]
    [TestCase("{\"customerId\":\"c-42\",\"email\":\"ada@example.com\"", "{\"email\":\"nobody\"", "customerId", "email")]
    public async Task Should_name_every_wrong_field(string good, string bad, params string[] fields)
    {
        ApiFixture.GoodOrder.ShouldContain(good);

        using var response = await _api.PostAsync("/orders", ApiFixture.GoodOrder.Replace(good, bad, StringComparison.Ordinal));

        (await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields().ShouldBe(fields);
    }

    [Test]
    public async Task Should_name_all_members_of_an_empty_order()
    {
        using var response = await _api.PostAsync("/orders", "{}");

        (await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields()
            .ShouldBe(["customerId", "email", "currency", "lines", "paymentToken"]);
    }

    [Test]
    public async Task Should_refuse_201_lines()
    {
        var lines = string.Join(',', Enumerable.Repeat(Line, 201));

        using var response = await _api.PostAsync("/orders", ApiFixture.GoodOrder.Replace(Line, lines, StringComparison.Ordinal));

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
        problem.GetProperty("errors").GetProperty("lines")[0].GetString().ShouldBe("Must have 1 to 200 lines, but has 201.");
    }

    [TestCase("\"quantity\":2", "\"quantity\":\"2\"", "lines[0].quantity", "Must be a whole number, not text or anything else.")]
    [TestCase("\"quantity\":2", "\"quantity\":1.5", "lines[0].quantity",
        "Must be a whole number without decimals, and not beyond two billion.")]
    [TestCase("\"quantity\":2", "\"quantity\":99999999999", "lines[0].quantity",
        "Must be a whole number without decimals, and not beyond two billion.")]
    [TestCase("19.90", "\"19.90\"", "lines[0].unitPrice", "Must be a number, not text or anything else.")]
    [TestCase("19.90", "1e400", "lines[0].unitPrice", "Must be a number of at most 28 digits.")]
    [TestCase("19.90", "19.9000000000000000000000000000000000001", "lines[0].unitPrice",
        "Must be a number of at most 28 digits.")]
    [TestCase("\"c-42\"", "42", "customerId", "The value has the wrong JSON type.")]
    [TestCase("[" + Line + "]", Line, "lines", "The value has the wrong JSON type.")]
    [TestCase("\"paymentToken\"", "\"paymenttokn\"", "paymenttokn", "Unknown member.")]
    [TestCase("\"sku\":\"BOOK-1\"", "\"sku\":\"BOOK-1\",\"colour\":\"red\"", "lines[0].colour", "Unknown member.")]
    [TestCase("\"currency\":\"EUR\"", "\"currency\":\"EUR\",\"currency\":\"USD\"", "currency", "Duplicate member.")]
    public async Task Should_name_the_member_that_cannot_be_read(string good, string bad, string field, string error)
    {
        ApiFixture.GoodOrder.ShouldContain(good);

        using var response = await _api.PostAsync("/orders", ApiFixture.GoodOrder.Replace(good, bad, StringComparison.Ordinal));

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_json");
        problem.Fields().ShouldBe([field]);
        problem.GetProperty("errors").GetProperty(field)[0].GetString().ShouldBe(error);
    }

    [Test]
    public async Task Should_name_the_place_where_the_json_breaks()
    {
        using var response = await _api.PostAsync("/orders", "{\"customerId\":\"c-42\",\n \"lines\":[{\"sku\" \"BOOK-1\"}]}");

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "malformed_json");
        problem.Text("detail").ShouldBe("Reading stopped at line 2, column 18.");
        problem.Fields().ShouldBe(["lines[0]"]);
    }

    [TestCase("")]
    [TestCase("null")]
    public async Task Should_ask_for_a_body(string body)
    {
        using var response = await _api.PostAsync("/orders", body);

        (await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Text("detail")
            .ShouldBe("The request needs a JSON body, but has none.");
    }

    [TestCase("[]")]
    [TestCase("{\"lines\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}")]
    [TestCase("\u0001")]
    [TestCase("{\"customerId\":\"\\ud800\"}")]
    public async Task Should_survive_anything_that_is_no_order(string body)
    {
        using var response = await _api.PostAsync("/orders", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.JsonAsync()).Fields().Length.ShouldBe(1);
    }

    [TestCase("text/plain")]
    [TestCase("application/xml")]
    [TestCase("application/json; charset=nonsense")]
    public async Task Should_refuse_what_is_not_json(string contentType)
    {
        using var content = new StringContent(ApiFixture.GoodOrder, Encoding.UTF8);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", contentType).ShouldBeTrue();

        using var response = await _api.Client.PostAsync(new Uri("/orders", UriKind.Relative), content);

        await response.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Should_refuse_a_body_that_is_too_large(bool chunked)
    {
        var body = ApiFixture.GoodOrder.Replace("c-42", new string('x', 257 * 1024), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { TransferEncodingChunked = chunked },
        };

        using var response = await _api.Client.SendAsync(request);

        (await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body_too_large")).Text("detail")
            .ShouldContain("256 KiB");
    }

    [TestCase(" ")]
    [TestCase("with space")]
    public async Task Should_refuse_an_idempotency_key_that_is_not_visible_ascii(string key)
    {
        using var response = await _api.PostAsync("/orders", "{}", ("Idempotency-Key", key));

        (await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields()[^1].ShouldBe("Idempotency-Key");
    }

    [Test]
    public async Task Should_refuse_an_idempotency_key_that_is_too_long()
    {
        using var response = await _api.PostAsync("/orders", ApiFixture.GoodOrder, ("Idempotency-Key", new string('k', 256)));

        (await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields().ShouldBe(["Idempotency-Key"]);
    }
}
