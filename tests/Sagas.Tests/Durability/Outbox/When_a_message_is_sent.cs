using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Messages;
using Sagas.Durability.Outbox;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Outbox;

[EveryBed]
internal class When_a_message_is_sent
{
    // RabbitMQ.Client loses count of the broker's confirms when a publish is cancelled.
    [Test]
    public async Task Should_not_be_cancelled_once_it_has_begun()
    {
        await using var host = await DurableHost.StartAsync();
        var sent = new SendNotes();
        using var _ = host.Bus.ConnectSendObserver(sent);

        await StampAsync(host);

        await Eventually.BecomesTrueAsync(() => !sent.CanBeCancelled.IsEmpty, "the message to be sent");
        sent.CanBeCancelled.ShouldBe([false]);
        await host.UntilQuietAsync();
    }

    [Test]
    public async Task Should_be_looked_after_until_it_has_left_however_late_that_is()
    {
        await using var host = await DurableHost.StartAsync();
        var slow = new TaskCompletionSource();
        var sent = new SendNotes { Before = () => slow.Task };
        using var _ = host.Bus.ConnectSendObserver(sent);
        await StampAsync(host);
        await Eventually.BecomesTrueAsync(() => sent.Begun == 1, "the message to be on its way");

        // Long after its lease: nobody sends it a second time here.
        for (var lease = 0; lease < 5; lease++)
            host.Time.Advance(TimeSpan.FromSeconds(31));
        await StampAsync(host);
        await Eventually.BecomesTrueAsync(() => sent.Begun == 2, "the next message to be on its way");
        host.Services.GetRequiredService<InFlightMessages>().Count.ShouldBe(2);
        slow.SetResult();

        await host.UntilQuietAsync();
        sent.Begun.ShouldBe(2);
        host.Script.Runs.ShouldBe(2);
    }

    private static async Task StampAsync(DurableHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var endpoint = await scope.ServiceProvider.GetRequiredService<ISendEndpointProvider>()
            .GetSendEndpoint(new Uri("queue:StampParcel"));
        await endpoint.Send(new StampParcel(Guid.NewGuid(), 1));
        (await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default)).ShouldBe(CommitOutcome.Committed);
    }

    private sealed class SendNotes : ISendObserver
    {
        private int _begun;

        public Func<Task> Before { get; init; } = () => Task.CompletedTask;

        public int Begun => Volatile.Read(ref _begun);

        public ConcurrentQueue<bool> CanBeCancelled { get; } = new();

        public Task PreSend<T>(SendContext<T> context) where T : class
        {
            if (EndpointNames.Of(context.DestinationAddress!) != "StampParcel")
                return Task.CompletedTask;
            CanBeCancelled.Enqueue(context.CancellationToken.CanBeCanceled);
            Interlocked.Increment(ref _begun);
            return Before();
        }

        public Task PostSend<T>(SendContext<T> context) where T : class => Task.CompletedTask;

        public Task SendFault<T>(SendContext<T> context, Exception exception) where T : class => Task.CompletedTask;
    }
}
