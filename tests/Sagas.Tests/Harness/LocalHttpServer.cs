using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sagas.Tests.Harness;

/// <summary>A request that the server got.</summary>
internal sealed record ReceivedRequest(
    string Method, string Path, string? IdempotencyKey, string? Authorization, string Body, long? ContentLength);

/// <summary>
/// A real HTTP server on a free local port; each request is answered by the next of its answers, the last one stays.
/// </summary>
internal sealed class LocalHttpServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = new();
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();

    private LocalHttpServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    public static async Task<LocalHttpServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new LocalHttpServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public LocalHttpServer Answers(int status, string json = "{}", string contentType = "application/json") =>
        Does(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            await context.Response.WriteAsync(json);
        });

    /// <summary>Asks callers to come back later.</summary>
    public LocalHttpServer AsksToWait(int status, string retryAfter) => Does(context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    });

    /// <summary>Takes only what says how long it is, as some servers and proxies do.</summary>
    public LocalHttpServer WantsALength(string json = "{}") => Does(async context =>
    {
        context.Response.StatusCode = context.Request.ContentLength is null ? 411 : 200;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json);
    });

    public LocalHttpServer RedirectsTo(string path) => Does(context =>
    {
        context.Response.Redirect(path);
        return Task.CompletedTask;
    });

    /// <summary>Takes the request and never answers it.</summary>
    public LocalHttpServer StaysSilent() => Does(context =>
    {
        var gone = new TaskCompletionSource();
        context.RequestAborted.Register(gone.SetResult);
        return gone.Task;
    });

    public LocalHttpServer HangsUp() => Does(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    /// <summary>Answers in a way of its own.</summary>
    public LocalHttpServer Does(Func<HttpContext, Task> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers;
        _requests.Enqueue(new ReceivedRequest(
            context.Request.Method,
            context.Request.Path,
            headers["Idempotency-Key"].FirstOrDefault(),
            headers.Authorization.FirstOrDefault(),
            await reader.ReadToEndAsync(),
            context.Request.ContentLength));

        var answer = _answers.Count > 1 && _answers.TryDequeue(out var next) ? next : _answers.First();
        await answer(context);
    }
}
