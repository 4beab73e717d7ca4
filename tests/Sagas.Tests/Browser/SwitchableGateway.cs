using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sagas.Tests.Browser;

/// <summary>A payment gateway at an address of its own, which can be switched off.</summary>
internal sealed class SwitchableGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _charges = new(StringComparer.Ordinal);
    private volatile bool _isOff;

    private SwitchableGateway(WebApplication app) => _app = app;

    /// <summary>What the program must be told, so that it asks this gateway once for every attempt.</summary>
    public IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Sagas:Payments:Gateway", "Http"),
        ("Sagas:Payments:BaseAddress", _app.Urls.Single()),
        ("Sagas:Payments:Http:Retries", "0"),
    ];

    /// <summary>While it is off, it answers 503.</summary>
    public bool IsOff
    {
        get => _isOff;
        set => _isOff = value;
    }

    /// <summary>How many charges it made.</summary>
    public int Charges => _charges.Count;

    public static async Task<SwitchableGateway> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var gateway = new SwitchableGateway(app);
        app.Use((http, next) => gateway.IsOff ? RefuseAsync(http) : next(http));
        app.MapPost("/charges", gateway.ChargeAsync);
        app.MapGet("/charges/{paymentId}", (string paymentId) => gateway._charges.TryGetValue(paymentId, out var charge)
            ? Results.Text(charge, "application/json")
            : Results.NotFound());
        app.MapPost("/charges/{paymentId}/refunds", () => Results.Ok());
        await app.StartAsync();
        return gateway;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return http.Response.WriteAsync("The gateway is closed for maintenance.");
    }

    private IResult ChargeAsync(JsonElement asked)
    {
        var charge = string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"chargeId":"ch_{{asked.GetProperty("paymentId").GetGuid():N}}","status":"charged",
             "amount":{{asked.GetProperty("amount").GetRawText()}},"currency":"{{asked.GetProperty("currency").GetString()}}"}
            """);
        return Results.Text(_charges.GetOrAdd(asked.GetProperty("paymentId").GetString()!, charge), "application/json");
    }
}
