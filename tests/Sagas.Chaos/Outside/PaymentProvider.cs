using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Sagas.Chaos.Outside;

/// <summary>A payment provider on a local port, which records every charge. What it does depends on the token.</summary>
internal sealed class PaymentProvider : IAsyncDisposable
{
    public const string Good = "tok_visa";
    public const string Declined = "tok_declined";

    /// <summary>Answers 503 twice.</summary>
    public const string Flaky = "tok_flaky";

    /// <summary>Charges, but the first time cuts the connection instead of answering.</summary>
    public const string LostAnswer = "tok_lost_answer";

    /// <summary>Takes about <see cref="SlowDelay"/> the first time.</summary>
    public const string Slow = "tok_slow";

    /// <summary>Always answers 503.</summary>
    public const string Down = "tok_down";

    /// <summary>Always answers with nonsense.</summary>
    public const string Broken = "tok_broken";

    /// <summary>Charges another amount than it was asked for.</summary>
    public const string WrongAmount = "tok_wrong_amount";

    /// <summary>Charges in another currency than it was asked for.</summary>
    public const string WrongCurrency = "tok_wrong_currency";

    /// <summary>Charges, but the first time leaves out how much.</summary>
    public const string NoAmount = "tok_no_amount";

    /// <summary>Charges, but the first answer breaks off.</summary>
    public const string Garbled = "tok_garbled";

    /// <summary>Kills the process that asks.</summary>
    public const string Deadly = "tok_deadly";

    private const int FlakyFailures = 2;
    private const string KeyHeader = "Idempotency-Key";

    private readonly WebApplication _app;
    private readonly ChargeBook _book;
    private readonly ConcurrentDictionary<Guid, int> _attempts = new();
    private readonly ConcurrentDictionary<Guid, int> _deciding = new();
    private int _kills;

    private PaymentProvider(WebApplication app, ChargeBook book)
    {
        _app = app;
        _book = book;
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Kills the process that asks for a deadly charge.</summary>
    public Action Kill { get; set; } = () => { };

    /// <summary>How often that happened.</summary>
    public int Kills => Volatile.Read(ref _kills);

    /// <summary>How long every answer takes at most.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How long a slow answer takes, give or take a tenth.</summary>
    public TimeSpan SlowDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Charges that are not what was asked for, and were not given back.</summary>
    public IReadOnlyList<Charge> KeptByMistake => _book.KeptByMistake;

    /// <summary>Every order that was charged, once for each charge that was made for it.</summary>
    public IReadOnlyList<Guid> ChargedOrders => _book.ChargedOrders;

    /// <summary>Opens a provider.</summary>
    /// <param name="ledger">The file in which it records its charges; null for none.</param>
    /// <param name="latency">How long every answer takes at most.</param>
    /// <param name="slowDelay">How long a slow answer takes, give or take a tenth.</param>
    public static async Task<PaymentProvider> StartAsync(
        string? ledger = null, TimeSpan latency = default, TimeSpan slowDelay = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new PaymentProvider(builder.Build(), new ChargeBook(ledger)) { Latency = latency, SlowDelay = slowDelay };
        provider._app.MapPost("/charges", provider.TakeAsync);
        provider._app.MapGet("/charges/{paymentId:guid}", provider.Find);
        provider._app.MapPost("/charges/{paymentId:guid}/refunds", provider.Refund);
        await provider._app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _book.Dispose();
    }

    private async Task<IResult> TakeAsync(ChargeRequest request, [FromHeader(Name = KeyHeader)] string? key, HttpContext http)
    {
        var attempt = _attempts.AddOrUpdate(request.PaymentId, 1, (_, attempts) => attempts + 1);
        _deciding.AddOrUpdate(request.PaymentId, 1, (_, others) => others + 1);
        try
        {
            var dice = new Dice(HashCode.Combine(request.PaymentId, attempt));
            // A caller that leaves in the meantime is charged all the same: that is what makes a slow provider dangerous.
            await Pause.ForAsync(
                request.PaymentToken == Slow && attempt == 1
                    ? SlowDelay * dice.Between(0.9, 1.1)
                    : dice.Between(TimeSpan.Zero, Latency),
                CancellationToken.None);
            return Decide(request, key, attempt, http);
        }
        finally
        {
            _deciding.AddOrUpdate(request.PaymentId, 0, (_, deciding) => deciding - 1);
        }
    }

    private IResult Decide(ChargeRequest request, string? key, int attempt, HttpContext http)
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
            case Down:
            case Flaky when attempt <= FlakyFailures:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        var charge = _book.Charge(request, key, Made(request));
        switch (request.PaymentToken)
        {
            case LostAnswer when attempt == 1:
                http.Abort();
                break;
            case NoAmount when attempt == 1:
                return Results.Ok(new { charge.ChargeId, charge.Status, charge.Currency });
            case Garbled when attempt == 1:
                return Results.Text($$"""{"chargeId":"{{charge.ChargeId}}","status":"cha""", "application/json");
        }

        return Results.Ok(charge);
    }

    private static ChargeRequest Made(ChargeRequest asked) => asked.PaymentToken switch
    {
        WrongAmount => asked with { Amount = asked.Amount + 1 },
        WrongCurrency => asked with { Currency = asked.Currency == "USD" ? "EUR" : "USD" },
        _ => asked,
    };

    // If a provider answered "none" here and charged afterwards, a caller could do nothing about it.
    private IResult Find(Guid paymentId) =>
        _book.Find(paymentId) is { } charge ? Results.Ok(charge)
        : _deciding.GetValueOrDefault(paymentId) > 0 ? Results.Ok(new { status = "pending" })
        : Results.NotFound();

    private IResult Refund(Guid paymentId) => _book.Refund(paymentId) is { } charge ? Results.Ok(charge) : Results.NotFound();
}
