using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Payments;
using Sagas.Durability.Archive;
using Sagas.Durability.Commit;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Messages;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Payments.Gateways;
using Sagas.Rules;

namespace Sagas.Payments;

/// <summary>Charges an order, once. The endpoint commits what it tracks and publishes together.</summary>
/// <param name="database">The database of the message's unit of work.</param>
/// <param name="scopes">For the one write that must be stored before the gateway is called.</param>
/// <param name="gateway">The payment provider.</param>
/// <param name="archive">Knows orders whose payments have been archived.</param>
/// <param name="time">The clock.</param>
internal class ProcessPaymentConsumer(
    DbContext database, IServiceScopeFactory scopes, IPaymentGateway gateway, ArchiveGuard archive, TimeProvider time)
    : IConsumer<ProcessPayment>
{
    /// <inheritdoc />
    public async Task Consume(ConsumeContext<ProcessPayment> context)
    {
        // Otherwise it would be charged a second time.
        if (await archive.IsTooLateAsync<Payment>(context, context.Message.OrderId))
            return;

        var payment = await StartAsync(context);
        switch (payment.State)
        {
            case PaymentState.Started:
                RefuseAnotherSum(context.Message, payment);
                // An operator who repairs a failed payment may name another card. Under the same key it is still one charge.
                if (context.WasEdited())
                    payment.Correct(context.Message, time.GetStorableUtcNow());
                await ChargeAsync(context, payment);
                break;
            case PaymentState.Charged:
                await AnswerCompleted(context, payment);
                break;
            case PaymentState.Declined:
                await AnswerDeclined(context, payment);
                break;
            case PaymentState.Voided:
                await ReportLateChargeAsync(context, payment);
                break;
            case PaymentState.Refunded:
            default:
                break; // The order is over and its money is back.
        }
    }

    private Task<Payment?> FindAsync(ConsumeContext<ProcessPayment> context) =>
        database.Set<Payment>().SingleOrDefaultAsync(x => x.OrderId == context.Message.OrderId, context.CancellationToken);

    /// <summary>
    /// Stores the payment before the gateway is called: after a crash in between, its id still leads to the charge. Most payments
    /// are new, so an existing one is looked for only after a conflict with it.
    /// </summary>
    private async Task<Payment> StartAsync(ConsumeContext<ProcessPayment> context)
    {
        var payment = Payment.Start(context.Message, time.GetStorableUtcNow());
        if (await StoreAsync(payment, context.CancellationToken) == CommitOutcome.Committed)
        {
            database.Attach(payment);
            return payment;
        }

        // Another delivery, or the refund, was first: its payment counts.
        return await FindAsync(context)
            ?? throw new InvalidOperationException($"The payment of order {payment.OrderId} was there a moment ago.");
    }

    private async Task<CommitOutcome> StoreAsync(Payment payment, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<DbContext>().Add(payment);
        return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(cancellationToken);
    }

    /// <summary>
    /// What an order costs is settled when its payment begins, whoever asks for something else later: an operator who repairs the
    /// payment may name another card, but no other sum.
    /// </summary>
    private static void RefuseAnotherSum(ProcessPayment command, Payment payment)
    {
        var errors = new List<MessageError>();
        if (command.Amount != payment.Amount)
        {
            var begun = Currencies.Scale(payment.Amount!.Value, payment.Currency!);
            errors.Add(new MessageError("$.amount", FormattableString.Invariant(
                $"Must be {begun}, for which the payment of the order was begun, but is {command.Amount}.")));
        }

        if (command.Currency != payment.Currency)
            errors.Add(new MessageError("$.currency", $"Must be {payment.Currency}, but is {command.Currency}."));
        if (errors.Count > 0)
            throw new MessageRefusedException(errors);
    }

    /// <summary>
    /// Records what the gateway has charged, even if it is not what it was asked for: the money has to be given back, and the
    /// saga, which knows what the order costs, sees to that.
    /// </summary>
    private async Task ChargeAsync(ConsumeContext<ProcessPayment> context, Payment payment)
    {
        // The stored values, not the message's: under one idempotency key every call must ask for the same.
        var request = new ChargeRequest(
            payment.PaymentId, payment.OrderId, payment.Amount!.Value, payment.Currency!, payment.PaymentToken!);
        var result = await gateway.ChargeAsync(request, context.CancellationToken);

        if (result.Charge is { } charge)
        {
            payment.MarkCharged(charge, time.GetStorableUtcNow());
            await AnswerCompleted(context, payment);
        }
        else
        {
            payment.MarkDeclined(result.DeclineCode!, time.GetStorableUtcNow());
            await AnswerDeclined(context, payment);
        }
    }

    /// <summary>
    /// The order was canceled while an attempt was in progress. If that attempt charged, the saga must know: it answers a payment
    /// that arrives too late with a refund.
    /// </summary>
    private async Task ReportLateChargeAsync(ConsumeContext<ProcessPayment> context, Payment payment)
    {
        if (await gateway.FindChargeAsync(payment.PaymentId, context.CancellationToken) is not { } charge)
            return;

        payment.MarkCharged(charge, time.GetStorableUtcNow());
        await AnswerCompleted(context, payment);
    }

    private static Task AnswerCompleted(ConsumeContext<ProcessPayment> context, Payment payment) =>
        context.Publish(new PaymentCompleted(
            payment.OrderId,
            payment.PaymentId,
            payment.ChargeId!,
            payment.Amount!.Value,
            payment.Currency!,
            payment.UpdatedAt));

    private static Task AnswerDeclined(ConsumeContext<ProcessPayment> context, Payment payment) =>
        context.Publish(new PaymentDeclined(payment.OrderId, payment.PaymentId, payment.Reason!, payment.UpdatedAt));
}
