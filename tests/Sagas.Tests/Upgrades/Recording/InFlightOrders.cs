using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts.Orders;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Upgrades.Recording;

/// <summary>
/// Brings the service into a moment at which something of everything is under way. Each order's customer tells what the order
/// is about.
/// </summary>
internal sealed class InFlightOrders(RunningService service)
{
    /// <summary>Failures wait a minute, and are then given up.</summary>
    public static readonly (string Key, string Value)[] Settings = [("Sagas:Durability:RedeliveryDelays:0", "00:01:00")];

    /// <summary>Looks at the database at that moment.</summary>
    public async Task RecordAsync(Func<Task> look)
    {
        await EndSomeAsync();
        await GiveSomeUpAsync();
        var cancelling = await LeaveSomeWaitingAsync();
        List<Task> answers;
        using (var writes = await HeldWrites.HoldAsync(service.Services.GetRequiredService<DurableDatabase>()))
        {
            answers = await CatchSomeAtOnceAsync(writes, cancelling);
            await look();
        }

        await Task.WhenAll(answers);
    }

    private async Task EndSomeAsync()
    {
        using var response = await service.PostAsync(
            "/orders", RunningService.OrderOf("tok_visa", "completed"), ("Idempotency-Key", "recorded-key"));
        await service.UntilStateAsync((await service.AcceptedAsync(response)).OrderId, OrderStatus.Completed);
        await service.UntilStateAsync(await service.SubmitAsync("tok_declined", "rejected"), OrderStatus.Rejected);

        var cancelled = await service.SubmitPaidAsync("tok_visa", "cancelled");
        await service.CancelAsync(cancelled, "changed my mind");
        service.Notifications.OpenFor("cancelled");
        await service.UntilStateAsync(cancelled, OrderStatus.Cancelled);
        await service.UntilQuietAsync();
    }

    private async Task GiveSomeUpAsync()
    {
        foreach (var customer in new[] { "needs attention", "needs attention too" })
        {
            var orderId = await RefundingAsync(customer);
            await service.LetTimePassAsync();
            await service.UntilStateAsync(orderId, OrderStatus.NeedsAttention);
        }

        // Nobody has such an order.
        await service.SendAsync(new CancelOrder(Guid.CreateVersion7(), "changed my mind"));
        await service.LetTimePassAsync();
        await service.UntilAsync(
            () => service.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync(deadLetter => deadLetter.Endpoint == "order-saga")),
            "a dead letter");
    }

    /// <returns>An order that can still be cancelled.</returns>
    private async Task<Guid> LeaveSomeWaitingAsync()
    {
        await service.SubmitAsync("tok_slow", "charging");
        var cancelling = await service.SubmitAsync("tok_slow", "cancelling");
        await service.SubmitAsync("tok_down", "gateway down");
        await service.SubmitPaidAsync("tok_visa", "being told");
        await RefundingAsync("refunding");
        await service.UntilGatewayIsSlowAsync();
        await UntilLaterAsync("ProcessPayment");
        await UntilLaterAsync("RefundPayment");
        return cancelling;
    }

    private async Task<Guid> RefundingAsync(string customer)
    {
        var orderId = await service.SubmitPaidAsync("tok_refund_down", customer);
        await service.CancelAsync(orderId, "changed my mind");
        await service.UntilStateAsync(orderId, OrderStatus.Compensating);
        service.Notifications.OpenFor(customer);
        return orderId;
    }

    /// <summary>Stores what has not been handled yet: two submissions and the wish to cancel.</summary>
    private async Task<List<Task>> CatchSomeAtOnceAsync(HeldWrites writes, Guid cancelling)
    {
        var committer = (GroupCommitter)service.Services.GetRequiredService<ICommitter>();
        List<Task> answers = [service.SubmitAsync("tok_visa", "submitted")];
        await Eventually.BecomesTrueAsync(() => committer.Unfinished == 1, "the first to wait");
        answers.Add(service.SubmitAsync("tok_visa", "submitted too"));
        answers.Add(service.CancelAsync(cancelling, "changed my mind"));
        await Eventually.BecomesTrueAsync(() => committer.Unfinished == 3, "the others to wait");
        // The first is a group of its own, because nobody else was there.
        await writes.LetOnePassAsync();
        await writes.LetOnePassAsync();
        await service.UntilAsync(() => IsLeavingAsync("CancelOrder"), "the wish to cancel to be stored");
        return answers;
    }

    private Task UntilLaterAsync(string command) => service.UntilAsync(
        () => service.InDatabaseAsync(
            db => db.Set<OutboxMessage>().AnyAsync(row => row.MessageTypes.Contains(command) && row.DueAt != null)),
        $"{command} to be put off");

    private Task<bool> IsLeavingAsync(string command) =>
        service.InDatabaseAsync(
            db => db.Set<OutboxMessage>().AnyAsync(row => row.MessageTypes.Contains(command) && row.DueAt == null));
}
