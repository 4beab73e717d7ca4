using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Durability.Outbox;

/// <summary>As RabbitMQ does it by a channel that takes a dead node for the leader of the queue.</summary>
[Servers]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal class When_a_queue_refuses_messages
{
    private RunningService _service = null!;

    private ServerBed Bed => (ServerBed)_service.Bed;

    [TearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    [Test]
    public async Task Should_make_the_connection_anew_and_lose_nothing()
    {
        _service = await RunningService.StartAsync(("Sagas:Durability:RefusalPatience", "00:00:01"));
        await _service.UntilListeningAsync();
        await Bed.Broker.RefuseAsync(Bed.Name, Endpoints.OrderSaga);
        var before = await UntilConnectedAsync(connection => connection.Length > 0);

        var orderId = await _service.SubmitAsync("tok_visa");
        await UntilConnectedAsync(connection => connection.Length > 0 && connection != before);

        (await _service.InDatabaseAsync(db => db.Set<OutboxMessage>().CountAsync())).ShouldBe(1);
        await Bed.Broker.AllowAsync(Bed.Name, Endpoints.OrderSaga);
        await MovingTimeAsync(
            async () => (await _service.OrderAsync(orderId)).State == OrderStatus.Completed, "the order to be completed");
        await _service.ShouldKeepItsPromisesAsync();
    }

    /// <returns>The name of the one connection, which no other ever had.</returns>
    private async Task<string> UntilConnectedAsync(Func<string, bool> isIt)
    {
        var connection = "";
        await MovingTimeAsync(
            async () =>
            {
                var names = (await Bed.Broker.ReadAsync($"vhosts/{Bed.Name}/connections")).EnumerateArray()
                    .Select(one => one.GetProperty("name").GetString()!).ToList();
                connection = names.Count == 1 ? names[0] : "";
                return isIt(connection);
            },
            "another connection");
        return connection;
    }

    // The pauses between attempts are short enough for the order's own time limits not to come.
    private Task MovingTimeAsync(Func<Task<bool>> condition, string what) => _service.UntilAsync(
        async () =>
        {
            _service.Time.Advance(TimeSpan.FromMilliseconds(100));
            return await condition();
        },
        what);
}
