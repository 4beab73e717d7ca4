using System.Globalization;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Tests.Documentation;
using Sagas.Tests.Journeys;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Upgrades;

namespace Sagas.Tests.Fuzz;

/// <summary>
/// Whatever arrives in a queue is handled or becomes a dead letter, and nobody else suffers from it. Hundreds of messages by
/// chance, other ones in every run: SAGAS_FUZZ_CASES says how many, SAGAS_FUZZ_SEED which.
/// </summary>
[Servers]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class Whatever_arrives
{
    // At first, and once more on schedule; a message of several types may be put off by each of their consumers.
    private const int MostDeliveries = 4;

    private static readonly string[] Queues = ["order-saga", "process-payment", "refund-payment", "send-notification"];

    private readonly WildDeliveries _deliveries = new();
    private RunningService _service = null!;

    [SetUp]
    public async Task Start()
    {
        _service = await RunningService.StartAsync(
            ("Sagas:Durability:RedeliveryDelays:0", "00:01:00"), ("Sagas:Durability:BreakerThreshold", "0"));
        await _service.UntilListeningAsync();
        _service.Services.GetRequiredService<IBus>().ConnectReceiveObserver(_deliveries);
    }

    [TearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Should_be_handled_or_become_a_dead_letter()
    {
        await TestContext.Out.WriteLineAsync(Chance.HowToRepeat);
        var messages = await PublishAsync(Chance.Cases(unlessTold: 600));

        await UntilAccountedForAsync(messages);

        var dead = await DeadAsync();
        await TestContext.Out.WriteLineAsync(
            $"{messages.Count} published, {_deliveries.Handled.Count} handled, {dead.Count} dead letters");
        dead.ShouldAllBe(deadLetter => deadLetter.Reason.Length > 0);
        _deliveries.Deliveries.Where(message => message.Value > MostDeliveries)
            .Select(message => $"{message.Value} × {messages[message.Key]}")
            .ShouldBeEmpty(Chance.HowToRepeat);
        await ShouldServeAsync();
        await ShouldBeEmptyAsync();
    }

    private async Task<IReadOnlyDictionary<string, WildMessage>> PublishAsync(int count)
    {
        var chance = new Chance(Chance.Seed);
        var recorded = RecordedVersion.All[^1].Messages;
        await using var connection = await new ConnectionFactory { Uri = ((ServerBed)_service.Bed).BrokerAddress }
            .CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var messages = new Dictionary<string, WildMessage>(StringComparer.Ordinal);
        for (var number = 0; number < count; number++)
        {
            var mark = number.ToString(CultureInfo.InvariantCulture);
            var message = messages[mark] = WildMessage.By(chance, recorded, mark);
            await channel.BasicPublishAsync("", message.Queue, mandatory: true, message.Properties, message.Body);
        }

        return messages;
    }

    private async Task UntilAccountedForAsync(IReadOnlyDictionary<string, WildMessage> messages)
    {
        IReadOnlyList<string> missing = [];
        try
        {
            await _service.UntilAsync(
                async () =>
                {
                    // What is put off comes when time passes.
                    _service.Time.Advance(TimeSpan.FromSeconds(10));
                    missing = [.. messages.Keys.Except(_deliveries.Handled).Except((await DeadAsync()).Select(MarkOf))];
                    return missing.Count == 0 && await _service.Bed.IsQuietAsync(_service.Services);
                },
                "every message to be accounted for",
                TimeSpan.FromMinutes(2));
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException(
                $"{Chance.HowToRepeat} {missing.Count} of {messages.Count} are missing, such as\n"
                + string.Join('\n', missing.Take(5).Select(mark => $"{messages[mark]}".Length > 1_000
                    ? $"{messages[mark]}"[..1_000]
                    : $"{messages[mark]}"))
                + $"\n{exception.Message}",
                exception);
        }
    }

    private Task<List<DeadLetter>> DeadAsync() =>
        _service.InDatabaseAsync(db => db.Set<DeadLetter>().AsNoTracking().ToListAsync());

    private static string MarkOf(DeadLetter deadLetter) =>
        JsonSerializer.Deserialize<Dictionary<string, string?>>(deadLetter.Headers)!.GetValueOrDefault(WildMessage.Mark) ?? "";

    /// <summary>Every consumer goes on: one order is told about, another one is refunded.</summary>
    private async Task ShouldServeAsync()
    {
        var paid = await _service.SubmitAsync("tok_visa", "good");
        await _service.UntilStateAsync(paid, OrderStatus.Completed);
        var cancelled = await _service.SubmitPaidAsync("tok_visa", "cancelled");
        await _service.CancelAsync(cancelled, "changed my mind");
        await _service.UntilStateAsync(cancelled, OrderStatus.Cancelled);
        _service.Notifications.OpenForAll();
        await _service.UntilQuietAsync();
        (await _service.InDatabaseAsync(db => Invariants.BreachesAsync(db, _service.Accepted))).ShouldBeEmpty(Chance.HowToRepeat);
    }

    private async Task ShouldBeEmptyAsync()
    {
        var bed = (ServerBed)_service.Bed;
        await using var connection = await new ConnectionFactory { Uri = bed.BrokerAddress }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in Queues.SelectMany(queue => new[] { queue, $"{queue}_error" }))
        {
            var state = await channel.QueueDeclarePassiveAsync(queue);
            (state.MessageCount, state.ConsumerCount).ShouldBe((0u, 1u), queue);
        }

        (await new BrokerView(bed.Broker, bed.Name).QueuesAsync())
            .ShouldNotContain(queue => queue.Contains("_skipped", StringComparison.Ordinal));
    }
}
