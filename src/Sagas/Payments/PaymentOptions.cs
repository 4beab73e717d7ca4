using Sagas.Payments.Gateways;
using Sagas.Web.Outbound;

namespace Sagas.Payments;

/// <summary>Settings under <c>Sagas:Payments</c>.</summary>
internal class PaymentOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sagas:Payments";

    /// <summary>Which gateway makes the charges.</summary>
    public PaymentGatewayKind Gateway { get; set; } = PaymentGatewayKind.Simulator;

    /// <summary>HTTP gateway: its address.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>HTTP gateway: the key sent as a bearer token, if one is required.</summary>
    public string? ApiKey { get; set; }

    /// <summary>HTTP gateway: time limit of one attempt.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>HTTP gateway: retries and circuit breaker.</summary>
    public OutboundHttpResilience Http { get; set; } = new();

    /// <summary>Simulator: how long a charge of <c>tok_slow</c> takes.</summary>
    public TimeSpan SlowDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many messages each payment endpoint handles at a time.</summary>
    public int Concurrency { get; set; } = 32;
}
