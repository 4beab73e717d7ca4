using Sagas.Payments.Gateways;
using Sagas.Web.Outbound;

namespace Sagas.Payments;

/// <summary>Settings under <c>Sagas:Payments</c>.</summary>
public class PaymentOptions
{
    /// <summary>Where these settings are in the configuration.</summary>
    public const string Section = "Sagas:Payments";

    /// <summary>Who charges.</summary>
    public PaymentGatewayKind Gateway { get; set; } = PaymentGatewayKind.Simulator;

    /// <summary>HTTP gateway: its address.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>HTTP gateway: the key sent as bearer token, if it asks for one.</summary>
    public string? ApiKey { get; set; }

    /// <summary>HTTP gateway: time limit of one attempt.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>HTTP gateway: repetition and circuit breaker.</summary>
    public OutboundHttpResilience Http { get; set; } = new();

    /// <summary>Simulator: how long a charge of <c>tok_slow</c> takes.</summary>
    public TimeSpan SlowDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many messages each payment endpoint handles at a time.</summary>
    public int Concurrency { get; set; } = 32;
}
