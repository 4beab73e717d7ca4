using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Sagas.Access.Settings;
using Sagas.Hosting.Health;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Hosting.Health;

/// <summary>Why a part is unwell names servers and users, which is nothing for everybody.</summary>
internal class When_passers_by_ask
{
    private const string Caller = "X-Test-Role";
    private const string Why = "no route to db-7.internal for the user sagas";

    [TestCase(true, "", false)]
    [TestCase(true, AccessRoles.OrdersSubmitter, false)]
    [TestCase(true, AccessRoles.OperationsReader, true)]
    [TestCase(true, AccessRoles.OperationsAdmin, true)]
    [TestCase(false, "", true, Description = "On the same machine, where nobody is asked who they are")]
    public async Task Should_learn_which_part_is_unwell_and_only_operators_why(bool isConfigured, string role, bool learnsWhy)
    {
        await using var app = await StartAsync(isConfigured);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Add(Caller, role);

        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var text = await answer.Content.ReadAsStringAsync();
        text.Contains(Why, StringComparison.Ordinal).ShouldBe(learnsWhy, text);
        text.ShouldNotContain("s3cret");
        var entries = JsonSerializer.Deserialize<JsonElement>(text).GetProperty("entries");
        entries.GetProperty("broken").Text("status").ShouldBe("Unhealthy");
        entries.GetProperty("fine").Text("description").ShouldBe("All is well.");
    }

    private static async Task<WebApplication> StartAsync(bool isConfigured)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (isConfigured)
            builder.Configuration.AddInMemoryCollection([new("Sagas:Access:ApiKeys:0:Name", "shop")]);
        builder.Services.AddHealthChecks()
            .AddCheck("fine", () => HealthCheckResult.Healthy("All is well."), ["ready"])
            .AddCheck(
                "broken", () => throw new InvalidOperationException($"{Why}; Password=s3cret"), ["ready"]);
        var app = builder.Build();
        app.Use((http, next) =>
        {
            if (http.Request.Headers[Caller] is [{ Length: > 0 } role])
                http.User = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Role, role)], "test"));
            return next(http);
        });
        app.MapHealth();
        await app.StartAsync();
        return app;
    }
}
