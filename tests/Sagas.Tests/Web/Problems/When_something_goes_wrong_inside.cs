using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using Sagas.Tests.Harness;
using Sagas.Web.Problems;

namespace Sagas.Tests.Web.Problems;

internal class When_something_goes_wrong_inside
{
    [Test]
    public async Task Should_tell_the_caller_nothing_but_the_trace_id()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.AddProblems();
        await using var app = builder.Build();
        app.UseProblems();
        app.MapGet("/broken", string () => throw new InvalidOperationException("secret"));
        await app.StartAsync();

        using var response = await app.GetTestClient().GetAsync(new Uri("/broken", UriKind.Relative));

        await response.ProblemAsync(HttpStatusCode.InternalServerError, "internal_error");
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("secret");
    }
}
