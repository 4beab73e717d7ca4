using Sagas.Tests.Properties;
using static Sagas.Tests.Properties.OrderEvent;

namespace Sagas.Tests.Upgrades.Recording;

/// <summary>Every path of the process. A null stands for the ring of the timer that runs.</summary>
internal static class Paths
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<OrderEvent?>> All =
        new Dictionary<string, IReadOnlyList<OrderEvent?>>(StringComparer.Ordinal)
        {
            ["paid and told"] = [Submitted, Paid, Told],
            ["paid, and nobody can be told"] = [Submitted, Paid, NotTold],
            ["paid, and no answer about the notification"] = [Submitted, Paid, null],
            ["declined"] = [Submitted, Declined],
            ["declined, and paid all the same"] = [Submitted, Declined, Paid, Refunded],
            ["no answer about the payment"] = [Submitted, null, Refunded],
            ["no answer about the payment, and paid too late"] = [Submitted, null, Refunded, Paid, Refunded],
            ["the payment failed"] = [Submitted, PaymentFailedForGood, Refunded],
            ["cancelled before the payment"] = [Submitted, Cancel, Refunded],
            ["cancelled, and paid meanwhile"] = [Submitted, Cancel, Paid, Refunded],
            ["cancelled after the payment"] = [Submitted, Paid, Cancel, Refunded],
            ["the refund failed and was tried again"] =
            [
                Submitted, Paid, Cancel, RefundFailedForGood, RetryCompensation, Refunded,
            ],
            ["the refund failed and was settled elsewhere"] = [Submitted, Paid, Cancel, RefundFailedForGood, ResolveManually],
            ["the refund failed and came all the same"] = [Submitted, Paid, Cancel, RefundFailedForGood, Refunded],
            ["the refund failed and another payment came"] = [Submitted, Cancel, RefundFailedForGood, Paid, Refunded],
            ["the second refund failed"] = [Submitted, Cancel, Refunded, RefundFailedForGood, ResolveManually],
            ["duplicates and latecomers of a paid order"] =
            [
                Submitted, Submitted, Paid, Paid, Declined, Told, Told, Refunded, RefundFailedForGood, Cancel, RetryCompensation,
            ],
            ["duplicates and latecomers of a cancelled order"] =
                [Submitted, Cancel, Cancel, Told, ResolveManually, Refunded, Refunded, Declined, PaymentFailedForGood],
        };
}
