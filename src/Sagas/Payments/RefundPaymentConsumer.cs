using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Payments;
using Sagas.Durability.Archive;
using Sagas.Durability.Settings;
using Sagas.Payments.Gateways;

namespace Sagas.Payments;

/// <summary>
/// Undoes <see cref="ProcessPaymentConsumer"/>: refunds what was charged for an order, and makes sure that nothing is charged
/// for it later. The endpoint commits what it tracks and publishes together.
/// </summary>
/// <param name="database">The database of the message's unit of work.</param>
/// <param name="gateway">The payment provider.</param>
/// <param name="archive">Knows orders whose payments have been archived.</param>
/// <param name="time">The clock.</param>
internal class RefundPaymentConsumer(DbContext database, IPaymentGateway gateway, ArchiveGuard archive, TimeProvider time)
    : IConsumer<RefundPayment>
{
    /// <inheritdoc />
    public async Task Consume(ConsumeContext<RefundPayment> context)
    {
        var orderId = context.Message.OrderId;
        var payment = await database.Set<Payment>().SingleOrDefaultAsync(x => x.OrderId == orderId, context.CancellationToken);
        switch (payment?.State)
        {
            case null:
                // It would be wrong to report that nothing was charged.
                await archive.RefuseArchivedAsync<Payment>(orderId, context.CancellationToken);
                database.Add(Payment.Fence(context.Message, time.GetStorableUtcNow()));
                await AnswerNothingCharged(context);
                break;
            case PaymentState.Started:
            case PaymentState.Voided:
                await SettleAsync(context, payment);
                break;
            case PaymentState.Charged:
                await RefundAsync(
                    context, payment, new GatewayCharge(payment.ChargeId!, payment.Amount!.Value, payment.Currency!));
                break;
            case PaymentState.Refunded:
                await AnswerRefunded(context, payment);
                break;
            case PaymentState.Declined:
            default:
                await AnswerNothingCharged(context);
                break;
        }
    }

    /// <summary>
    /// Only the gateway knows whether there is a charge: the attempt is in progress, crashed, failed or came late.
    /// </summary>
    private async Task SettleAsync(ConsumeContext<RefundPayment> context, Payment payment)
    {
        if (await gateway.FindChargeAsync(payment.PaymentId, context.CancellationToken) is { } charge)
        {
            await RefundAsync(context, payment, charge);
            return;
        }

        if (payment.State != PaymentState.Voided)
            payment.MarkVoided(context.Message.Reason, time.GetStorableUtcNow());
        await AnswerNothingCharged(context);
    }

    private async Task RefundAsync(ConsumeContext<RefundPayment> context, Payment payment, GatewayCharge charge)
    {
        var request = new RefundRequest(
            payment.PaymentId, charge.ChargeId, charge.Amount, charge.Currency, context.Message.Reason);
        await gateway.RefundAsync(request, context.CancellationToken);

        payment.MarkRefunded(charge, context.Message.Reason, time.GetStorableUtcNow());
        await AnswerRefunded(context, payment);
    }

    private static Task AnswerRefunded(ConsumeContext<RefundPayment> context, Payment payment) =>
        context.Publish(new PaymentRefunded(payment.OrderId, payment.Amount!.Value, payment.Currency, payment.UpdatedAt));

    private Task AnswerNothingCharged(ConsumeContext<RefundPayment> context) =>
        context.Publish(new PaymentRefunded(context.Message.OrderId, Amount: 0m, Currency: null, time.GetStorableUtcNow()));
}
