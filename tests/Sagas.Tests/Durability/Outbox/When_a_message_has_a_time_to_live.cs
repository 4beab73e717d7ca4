using MassTransit;
using MassTransit.Context;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Outbox;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Outbox;

[EveryBed]
internal class When_a_message_has_a_time_to_live
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromMinutes(1);

    private DurableHost _host = null!;

    [SetUp]
    public async Task Store_it_in_a_process_that_does_not_send()
    {
        _host = await DurableHost.StartAsync(started: false);
        await StoreAsync(TimeToLive);
    }

    [TearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task Should_leave_in_time()
    {
        _host.Time.Advance(TimeToLive - TimeSpan.FromSeconds(1));
        await _host.ContinueAsync();

        await Eventually.BecomesTrueAsync(() => !_host.Inspected.Seen.IsEmpty, "the message");
    }

    [Test]
    public async Task Should_be_dropped_when_it_has_expired()
    {
        _host.Time.Advance(TimeToLive);
        await StoreAsync(timeToLive: null);
        await _host.ContinueAsync();

        await _host.UntilQuietAsync();
        _host.Inspected.Seen.ShouldHaveSingleItem().ExpirationTime.ShouldBeNull();
    }

    [Test]
    public async Task Should_tell_the_transport_what_is_left_of_it()
    {
        var row = await _host.InDatabaseAsync(db => db.Set<OutboxMessage>().SingleAsync());
        var sent = new MessageSendContext<ParcelStamped>(new ParcelStamped(Guid.NewGuid()));

        await new StoredMessagePipe(row, [], isSentAgain: false, row.CreatedAt.AddSeconds(20), new PlainMessages()).Send(sent);

        sent.TimeToLive.ShouldBe(TimeSpan.FromSeconds(40));
    }

    [Test]
    public async Task Should_begin_for_a_timer_when_it_fires()
    {
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<IMessageScheduler>().ScheduleSend(
                new Uri("queue:Inspector"), _host.Time.GetUtcNow().UtcDateTime.AddHours(1), new ParcelStamped(Guid.NewGuid()),
                Pipe.Execute<SendContext<ParcelStamped>>(context => context.TimeToLive = TimeToLive));
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default);
        }

        var timer = await _host.InDatabaseAsync(db => db.Set<OutboxMessage>().SingleAsync(message => message.DueAt != null));
        timer.ExpiresAt.ShouldBe(timer.DueAt + TimeToLive);
    }

    private async Task StoreAsync(TimeSpan? timeToLive)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>()
            .Publish(new ParcelStamped(Guid.NewGuid()), context => context.TimeToLive = timeToLive);
        (await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default)).ShouldBe(CommitOutcome.Committed);
    }
}
