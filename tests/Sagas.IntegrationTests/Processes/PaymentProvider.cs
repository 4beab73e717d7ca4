using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sagas.IntegrationTests.Processes;

/// <summary>
/// A payment provider on a local port, who keeps every charge under its payment's id. What it does depends on the token:
/// <see cref="Broken"/> makes it answer with nonsense for ever, <see cref="Deadly"/> ends the process that asks.
/// </summary>
internal sealed class PaymentProvider : IAsyncDisposable
{
    public const string Good = "tok_good";
    public const string Declined = "tok_refused";
    public const string Broken = "tok_broken";
    public const string Deadly = "tok_deadly";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<Guid, Charge> _charges = new();
    private int _kills;

    private PaymentProvider(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Ends whoever asks for a deadly charge.</summary>
    public Action Kill { get; set; } = () => { };

    /// <summary>How often that happened.</summary>
    public int Kills => Volatile.Read(ref _kills);

    /// <summary>Every order that was charged, once for each charge that was made for it.</summary>
    public IReadOnlyList<Guid> ChargedOrders => [.. _charges.Values.Select(charge => charge.OrderId)];

    public static async Task<PaymentProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new PaymentProvider(builder.Build());
        provider._app.MapPost("/charges", provider.Take);
        provider._app.MapGet("/charges/{paymentId:guid}", provider.Find);
        provider._app.MapPost("/charges/{paymentId:guid}/refunds", provider.Refund);
        await provider._app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed record ChargeRequest(Guid PaymentId, Guid OrderId, decimal Amount, string Currency, string PaymentToken);

    private sealed record Charge(Guid OrderId, string ChargeId, string Status, decimal Amount, string Currency);

    private IResult Take(ChargeRequest request)
    {
        switch (request.PaymentToken)
        {
            case Declined:
                return Results.Json(new { code = "card_declined" }, statusCode: StatusCodes.Status402PaymentRequired);
            case Broken:
                return Results.BadRequest();
            case Deadly:
                Interlocked.Increment(ref _kills);
                Kill();
                return Results.BadRequest();
            default:
                return Results.Ok(_charges.GetOrAdd(request.PaymentId, id => new Charge(
                    request.OrderId, $"ch_{id:N}", "charged", request.Amount, request.Currency)));
        }
    }

    private IResult Find(Guid paymentId) => _charges.TryGetValue(paymentId, out var charge) ? Results.Ok(charge) : Results.NotFound();

    private IResult Refund(Guid paymentId)
    {
        if (!_charges.TryGetValue(paymentId, out var charge))
            return Results.NotFound();
        _charges[paymentId] = charge with { Status = "refunded" };
        return Results.Ok(_charges[paymentId]);
    }
}
