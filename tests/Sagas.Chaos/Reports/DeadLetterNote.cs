using Sagas.Chaos.Orders;
using Sagas.Chaos.Outside;
using Sagas.Chaos.Service;

namespace Sagas.Chaos.Reports;

/// <summary>A dead letter.</summary>
/// <param name="Endpoint">Its queue.</param>
/// <param name="OrderId">Its order.</param>
/// <param name="Token">The payment token of that order.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsExplained">
/// Whether it had to fail: the gateway never accepts such a payment, or the message never made sense.
/// </param>
internal sealed record DeadLetterNote(string Endpoint, Guid? OrderId, string? Token, string Reason, bool IsExplained)
{
    public static DeadLetterNote Of(StoredDeadLetter deadLetter, IReadOnlyDictionary<Guid, PlacedOrder> orders)
    {
        var token = deadLetter.OrderId is { } orderId ? orders.GetValueOrDefault(orderId)?.Plan.Token : null;
        return new DeadLetterNote(
            deadLetter.Endpoint, deadLetter.OrderId, token, deadLetter.Reason,
            deadLetter.Nonsense is not null
                || (deadLetter.OrderId is { } id && NonsenseMessage.IsAbout(id))
                || (token == PaymentProvider.Down && deadLetter.Endpoint == "process-payment"));
    }
}
