using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sagas.Tests.Access.World;

/// <summary>
/// A reverse proxy on a port of its own: it calls the service by the service's own name, as proxies do unless they are told
/// otherwise, and says in headers for whom.
/// </summary>
internal sealed class ReverseProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    private ReverseProxy(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>The address that it says it forwards for; null for the true one.</summary>
    public string? Client { get; set; }

    /// <summary>How it says that browsers speak to it.</summary>
    public string Scheme { get; set; } = "http";

    /// <summary>The path that it removes before it calls the service, and tells in a header.</summary>
    public string Removes { get; private init; } = "";

    /// <summary>Whether it says for whom it forwards.</summary>
    public bool Tells { get; private init; } = true;

    public static async Task<ReverseProxy> StartAsync(Uri service, bool tells = true, string removes = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var proxy = new ReverseProxy(builder.Build()) { Tells = tells, Removes = removes };
        proxy._app.Run(http => proxy.ForwardAsync(http, service));
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task ForwardAsync(HttpContext http, Uri service)
    {
        var target = http.Request.Path + http.Request.QueryString;
        if (Removes.Length > 0 && target.StartsWith(Removes, StringComparison.Ordinal))
            target = target[Removes.Length..];
        using var request = new HttpRequestMessage(
            new HttpMethod(http.Request.Method), new Uri(service, target.Length == 0 ? "/" : target));
        if (http.Request.ContentLength > 0)
            request.Content = new StreamContent(http.Request.Body);
        foreach (var (name, values) in http.Request.Headers.Where(header => header.Key is not "Host"))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        if (Tells)
        {
            request.Headers.Add("X-Forwarded-For", Client ?? http.Connection.RemoteIpAddress!.ToString());
            request.Headers.Add("X-Forwarded-Host", http.Request.Host.Value);
            request.Headers.Add("X-Forwarded-Proto", Scheme);
            if (Removes.Length > 0)
                request.Headers.Add("X-Forwarded-Prefix", Removes);
        }

        using var answer = await _client.SendAsync(request, http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key is not "Transfer-Encoding"))
            http.Response.Headers[name] = values.ToArray();
        if (answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified))
            await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
