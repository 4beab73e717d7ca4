using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Tests.Harness;
using Sagas.Tests.Orders.Api;

namespace Sagas.Tests.Web.Requests;

internal class When_only_the_head_is_asked_for
{
    // It sends nothing before its first event, for which the clock of the fixture would have to move.
    private const string Overview = "/operations/overview/stream";

    private ApiFixture _api = null!;
    private Guid _orderId;

    [OneTimeSetUp]
    public async Task Start()
    {
        _api = new();
        _orderId = await _api.SubmitAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    // Whatever answers GET, streams included; each on the same connection as the one before.
    [Test]
    public async Task Should_be_answered_wherever_GET_is()
    {
        var routes = _api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(route => "/" + string.Join(
                '/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Fill)))))
            .Distinct(StringComparer.Ordinal).ToList();
        routes.Count.ShouldBeGreaterThan(25);
        foreach (var path in routes.Prepend("/swagger/v1/swagger.json").Prepend("/swagger/index.html").Prepend("/nowhere"))
        {
            using var head = await HeadAsync(path);

            if (path == Overview)
            {
                head.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
            }
            else
            {
                using var got = await _api.GetAsync(path);
                head.StatusCode.ShouldBe(got.StatusCode, path);
                head.Content.Headers.ContentType.ShouldBe(got.Content.Headers.ContentType, path);
            }

            (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty(path);
        }
    }

    [Test]
    public async Task Should_not_be_answered_where_GET_is_not()
    {
        using var answer = await HeadAsync($"/orders/{_orderId}/cancel");

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    [Test]
    public async Task Should_tell_how_large_the_answer_would_be_where_that_is_known()
    {
        var asset = (await _api.GetTextAsync("/")).Split("href=\"./assets/")[1].Split('"')[0];
        using var got = await _api.GetAsync($"/assets/{asset}");
        using var head = await HeadAsync($"/assets/{asset}");

        head.Content.Headers.ContentLength.ShouldBe((await got.Content.ReadAsByteArrayAsync()).LongLength);
        head.Headers.ETag.ShouldBe(got.Headers.ETag);
    }

    private Task<HttpResponseMessage> HeadAsync(string path) =>
        _api.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path)).WaitAsync(RoomHarness.Deadline);

    private string Fill(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPart part) => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "type" or "Name" } => "OrderState",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "file" } => "sagas.css",
        _ => _orderId.ToString(),
    };
}
