using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Tables;
using Sagas.Tests.Access.World;

namespace Sagas.Tests.Operations.World;

/// <summary>What callers of each role get from the operators' pages and API.</summary>
internal static class GuardedOperations
{
    /// <summary>A page, as it is read by people.</summary>
    public static async Task<string> PageAsync(
        this GuardedService service, string path, string role, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await service.GetAsync(path, ("Accept", "text/html"), ("X-Api-Key", Credentials.KeyOf(role)));
        return await answer.PageAsync(status);
    }

    /// <summary>An answer for programs.</summary>
    public static Task<HttpResponseMessage> AskAsync(this GuardedService service, string path, string role) =>
        service.GetAsync(path, ("X-Api-Key", Credentials.KeyOf(role)));

    /// <summary>Tells a program's wish.</summary>
    public static async Task<HttpResponseMessage> TellAsync(this GuardedService service, string path, string json, string? role)
    {
        using var client = new HttpClient { BaseAddress = service.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        };
        if (role is not null)
            request.Headers.Add("X-Api-Key", Credentials.KeyOf(role));
        return await client.SendAsync(request);
    }

    /// <summary>Sends a form of a page.</summary>
    public static async Task<HttpResponseMessage> FillInAsync(
        this GuardedService service, string action, string role, params (string Name, string Value)[] fields)
    {
        using var visitor = service.Visit();
        var form = await visitor.FormAsync();
        foreach (var (name, value) in fields)
            form[name] = value;
        return await visitor.SendAsync(HttpMethod.Post, action, form, ("X-Api-Key", Credentials.KeyOf(role)));
    }

    public static async Task<T> InDatabaseAsync<T>(this GuardedService service, Func<DbContext, Task<T>> work)
    {
        await using var scope = service.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<DbContext>());
    }

    public static Task<DeadLetter> PlantAsync(this GuardedService service, string endpoint, Guid? sagaId = null) =>
        service.InDatabaseAsync(db => db.PlantAsync(PlantedDeadLetters.New(endpoint, service.Time.GetUtcNow(), sagaId)));
}
