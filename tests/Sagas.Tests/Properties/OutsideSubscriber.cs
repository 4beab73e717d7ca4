using System.Collections.Concurrent;
using System.Globalization;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Orders;
using Sagas.Durability.Tables;
using Sagas.Orders.Api.History;
using Sagas.Tests.Time;

namespace Sagas.Tests.Properties;

/// <summary>
/// Somebody else's queue, bound to the events of the orders, without the durable layer: it sees what really leaves.
/// </summary>
internal sealed class OutsideSubscriber
{
    private static readonly string[] Events =
        [nameof(OrderPaid), nameof(OrderRejected), nameof(OrderCompleted), nameof(OrderCancelled), nameof(OrderNeedsAttention)];

    private readonly ConcurrentQueue<Seen> _seen = new();

    private sealed record Seen(Guid OrderId, int Version, Guid MessageId, string Event);

    public static async Task<OutsideSubscriber> ConnectAsync(IBusControl bus)
    {
        var subscriber = new OutsideSubscriber();
        var connected = bus.ConnectReceiveEndpoint("outside", endpoint =>
        {
            endpoint.Handler<OrderPaid>(context => subscriber.NoteAsync(context, context.Message.OrderId));
            endpoint.Handler<OrderRejected>(context => subscriber.NoteAsync(context, context.Message.OrderId));
            endpoint.Handler<OrderCompleted>(context => subscriber.NoteAsync(context, context.Message.OrderId));
            endpoint.Handler<OrderCancelled>(context => subscriber.NoteAsync(context, context.Message.OrderId));
            endpoint.Handler<OrderNeedsAttention>(context => subscriber.NoteAsync(context, context.Message.OrderId));
        });
        await connected.Ready;
        return subscriber;
    }

    /// <summary>
    /// I6: what was seen of an order, without duplicates and sorted by the version that every message carries, is what
    /// its history says was published.
    /// </summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(DbContext database, IReadOnlyCollection<Guid> orderIds)
    {
        var steps = await database.Set<SagaTransition>().AsNoTracking()
            .Where(step => orderIds.Contains(step.SagaId)).OrderBy(step => step.Version).ToListAsync();
        var told = steps.SelectMany(step => OrderStep.FromRow(step, new ShownChanges([])).Messages
                .Where(message => Events.Contains(message.Type, StringComparer.Ordinal))
                .Select(message => new Seen(step.SagaId, step.Version, message.MessageId!.Value, message.Type)))
            .ToList();
        // What has left the outbox may not have been taken from the queue yet.
        await Eventually.BecomesTrueAsync(
            () => !told.Except(_seen).Any(), $"to see outside: {string.Join(", ", told.Except(_seen))}");

        return
        [
            .. orderIds.Select(orderId => (
                    OrderId: orderId,
                    Told: told.Where(message => message.OrderId == orderId).ToList(),
                    Seen: _seen.Where(message => message.OrderId == orderId).DistinctBy(message => message.MessageId)
                        .OrderBy(message => message.Version).ToList()))
                .Where(order => !order.Told.SequenceEqual(order.Seen))
                .Select(order =>
                    $"{order.OrderId} published {string.Join(", ", order.Told)}; seen outside was {string.Join(", ", order.Seen)}."),
        ];
    }

    private Task NoteAsync<T>(ConsumeContext<T> context, Guid orderId) where T : class
    {
        var version = context.Headers.Get<string>(Contracts.MessageHeaders.SagaVersion) ?? "0";
        _seen.Enqueue(new(orderId, int.Parse(version, CultureInfo.InvariantCulture), context.MessageId!.Value, typeof(T).Name));
        return Task.CompletedTask;
    }
}
