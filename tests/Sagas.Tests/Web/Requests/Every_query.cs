using System.Net;
using Microsoft.OpenApi;
using Sagas.Tests.Harness;
using Sagas.Tests.Orders.Api;

namespace Sagas.Tests.Web.Requests;

/// <summary>Every documented route, with the parameters that it documents, and with others.</summary>
internal class Every_query
{
    private ApiFixture _api = null!;
    private IReadOnlyList<(HttpMethod Method, string Path, string[] Parameters)> _routes = [];

    [OneTimeSetUp]
    public async Task Read_the_document()
    {
        _api = new();
        var document = OpenApiDocument.Parse(await _api.GetTextAsync("/swagger/v1/swagger.json"), "json").Document!;
        _routes =
        [
            .. from path in document.Paths
               where !path.Key.StartsWith("/health", StringComparison.Ordinal)
               from operation in path.Value.Operations!
               select (operation.Key,
                   path.Key.Replace("{type}", "OrderState", StringComparison.Ordinal)
                       .Replace("{command}", "cancel", StringComparison.Ordinal),
                   (string[])[.. (operation.Value.Parameters ?? []).Where(parameter => parameter.In == ParameterLocation.Query)
                       .Select(parameter => parameter.Name!)]),
        ];
    }

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task Should_be_refused_with_the_nearest_parameter()
    {
        _routes.Count.ShouldBeGreaterThan(30);
        foreach (var (method, path, parameters) in _routes)
        {
            foreach (var parameter in parameters)
            {
                var errors = await ErrorsAsync(method, path, $"{parameter}x=1");
                errors.ShouldStartWith(
                    $"Is not a parameter of this address. The nearest is {parameter};", Case.Sensitive, $"{method} {path}");
            }

            var none = await ErrorsAsync(method, path, "zzzzzzzzzzzzzzzz=1");
            if (parameters.Length == 0 && !path.Contains("/sagas/OrderState", StringComparison.Ordinal))
                none.ShouldBe("Is not a parameter of this address, which takes none.", $"{method} {path}");
        }
    }

    [Test]
    public async Task Should_be_taken_as_it_is_documented()
    {
        foreach (var (_, path, parameters) in _routes
            .Where(route => route.Method == HttpMethod.Get && route.Parameters.Length > 0))
        {
            foreach (var parameter in parameters)
            {
                using var answer = await _api.GetAsync($"{Filled(path)}?{parameter}=%00&{parameter.ToUpperInvariant()}=%00");
                if (answer.StatusCode == HttpStatusCode.BadRequest)
                {
                    (await answer.Content.ReadAsStringAsync())
                        .ShouldNotContain("Is not a parameter", Case.Sensitive, $"{path} {parameter}");
                }
            }
        }
    }

    [TestCase("customerId", "customer")]
    [TestCase("searchedBackTo", "")]
    public async Task Should_know_the_fields_of_a_saga_type(string name, string mistake)
    {
        using var answer = await _api.GetAsync($"/operations/sagas/OrderState?{name}=c-42");

        if (mistake.Length > 0)
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        else
            (await answer.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields().ShouldBe([name]);
        using var unknown = await _api.GetAsync($"/operations/sagas/Nothing?{name}=c-42");
        await unknown.ProblemAsync(HttpStatusCode.NotFound, "saga_type_not_found");
    }

    private async Task<string> ErrorsAsync(HttpMethod method, string path, string query)
    {
        using var request = new HttpRequestMessage(method, $"{Filled(path)}?{query}");
        using var answer = await _api.Client.SendAsync(request);
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
        return problem.GetProperty("errors").GetProperty(query.Split('=')[0])[0].GetString()!;
    }

    private static string Filled(string path) => string.Join(
        '/', path.Split('/').Select(part => part.StartsWith('{') ? Guid.NewGuid().ToString() : part));
}
