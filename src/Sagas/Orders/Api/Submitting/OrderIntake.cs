using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Orders;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;
using Sagas.Orders.Api.Idempotency;

namespace Sagas.Orders.Api.Submitting;

/// <summary>Accepts an order: its row, its idempotency key and its first message are stored in one transaction.</summary>
internal class OrderIntake(
    DbContext db,
    IPublishEndpoint publish,
    IUnitOfWork unitOfWork,
    IdempotencyLedger ledger,
    TimeProvider time)
{
    /// <summary>Accepts an order, or finds that it was accepted before.</summary>
    /// <param name="draft">The order.</param>
    /// <param name="key">The caller's idempotency key, if there is one.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The outcome.</returns>
    public async Task<Submission> SubmitAsync(OrderDraft draft, CallersKey? key, CancellationToken cancellationToken)
    {
        if (key is not null && await ledger.FindAsync(key, cancellationToken) is { } earlier)
            return Repeat(earlier, draft);

        var order = NewOrder(draft);
        var view = View(order);
        if (key is not null && await ledger.RememberAsync(key, draft.Fingerprint(), view, cancellationToken) is { } justNow)
            return Repeat(justNow, draft);
        db.Add(order);
        await publish.Publish(Submitted(order), cancellationToken);

        return await unitOfWork.CommitAsync(cancellationToken) switch
        {
            CommitOutcome.Committed => new(SubmissionOutcome.Accepted, view),
            CommitOutcome.Conflict when key is not null => await AfterConflictAsync(key, draft, cancellationToken),
            var outcome =>
                throw new InvalidOperationException($"A new order ended in {outcome}, although nobody else can know it."),
        };
    }

    // Another request used the same key at the same time and was faster: its response counts as the first.
    private async Task<Submission> AfterConflictAsync(CallersKey key, OrderDraft draft, CancellationToken cancellationToken) =>
        await ledger.FindAsync(key, cancellationToken) is { } faster
            ? Repeat(faster, draft)
            : new(SubmissionOutcome.KeyContended, Order: null);

    private static Submission Repeat(IdempotencyKey earlier, OrderDraft draft) =>
        string.Equals(earlier.RequestHash, draft.Fingerprint(), StringComparison.Ordinal)
            ? new(SubmissionOutcome.Replayed, IdempotencyLedger.AnswerOf(earlier))
            : new(SubmissionOutcome.KeyReused, Order: null);

    private OrderState NewOrder(OrderDraft draft)
    {
        // Databases differ in the precision of time; all of them keep milliseconds.
        var exact = time.GetUtcNow();
        var now = DateTimeOffset.FromUnixTimeMilliseconds(exact.ToUnixTimeMilliseconds());
        return new()
        {
            CorrelationId = Guid.CreateVersion7(exact),
            CustomerId = draft.CustomerId,
            Email = draft.Email,
            Currency = draft.Currency,
            Lines = draft.Lines,
            Total = draft.Total,
            PaymentToken = draft.PaymentToken,
            SubmittedAt = now,
            UpdatedAt = now,
            StateEnteredAt = now,
        };
    }

    private static OrderSubmitted Submitted(OrderState order) => new(
        order.CorrelationId, order.CustomerId, order.Email, order.Currency, order.Lines, order.Total,
        order.PaymentToken, order.SubmittedAt);

    private static readonly Func<OrderState, OrderView> View = OrderView.FromState.Compile();
}
