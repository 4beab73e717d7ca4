using System.Net;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Documentation;

/// <summary>
/// What infra/rabbitmq/README.md says about exchanges and queues is what a running service has made, no more and no less.
/// </summary>
[Servers]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[TestFixture("classic", false)]
[TestFixture("quorum", true)]
internal class Documented_queues(string kind, bool asQuorum)
{
    private static readonly Guide Guide = Guide.Read();

    private RunningService _service = null!;

    private BrokerView View => new(((ServerBed)_service.Bed).Broker, ((ServerBed)_service.Bed).Name);

    [OneTimeSetUp]
    public async Task Run_through_every_ending()
    {
        _service = await RunningService.StartAsync(("Sagas:RabbitMq:QuorumQueues", $"{asQuorum}"));
        await EndAsync("tok_visa", OrderStatus.Completed);
        await EndAsync("tok_declined", OrderStatus.Rejected);
        var cancelled = await _service.SubmitPaidAsync("tok_visa", "c-1");
        await _service.CancelAsync(cancelled, "changed my mind");
        await _service.UntilStateAsync(cancelled, OrderStatus.Cancelled);
        var stuck = await _service.SubmitPaidAsync("tok_refund_down", "c-2");
        await _service.CancelAsync(stuck, "changed my mind");
        _service.Notifications.OpenForAll();
        await _service.LetTimePassAsync();
        await _service.UntilStateAsync(stuck, OrderStatus.NeedsAttention);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public void Should_be_found_in_the_guide()
    {
        Guide.Queues.Count.ShouldBeGreaterThanOrEqualTo(4);
        Guide.Outcomes.Count.ShouldBe(5);
        Guide.Feeds.Count.ShouldBeGreaterThan(Guide.Queues.Count);
    }

    [Test]
    public async Task Should_be_these_exchanges_all_fanout_and_durable() =>
        (await View.ExchangesAsync()).ShouldBe(
            Guide.Feeds.Select(feed => feed.Exchange).Concat(Guide.Outcomes).Distinct()
                .Select(name => $"{name}: fanout, durable"),
            ignoreOrder: true);

    [Test]
    public async Task Should_be_these_queues_all_durable_and_of_the_kind_that_is_set() =>
        (await View.QueuesAsync()).ShouldBe(Guide.Queues.Select(name => $"{name}: {kind}, durable"), ignoreOrder: true);

    [Test]
    public async Task Should_be_fed_by_these_exchanges() =>
        (await View.BindingsAsync()).ShouldBe(
            // A queue hangs at the exchange of its name, and the exchanges of the types at that.
            Guide.Feeds.Select(feed => feed.Exchange == feed.Queue
                ? $"{feed.Exchange} → queue {feed.Queue}"
                : $"{feed.Exchange} → exchange {feed.Queue}"),
            ignoreOrder: true);

    [Test]
    public async Task Should_be_read_by_one_consumer_for_each_instance()
    {
        // The management API counts from time to time, and may answer 500 while it does.
        IReadOnlyList<string> counted = [];
        var expected = Guide.Queues.Select(name => $"{name}: 1").Order(StringComparer.Ordinal).ToList();
        await Eventually.BecomesTrueAsync(
            async () => (counted = await CountedAsync()).Order(StringComparer.Ordinal).SequenceEqual(expected),
            "one consumer for each queue");
        counted.ShouldBe(expected, ignoreOrder: true);
    }

    private async Task<IReadOnlyList<string>> CountedAsync()
    {
        try
        {
            return await View.ConsumersAsync();
        }
        catch (HttpRequestException exception) when (exception.StatusCode == HttpStatusCode.InternalServerError)
        {
            return [];
        }
    }

    private async Task EndAsync(string token, OrderStatus state) =>
        await _service.UntilStateAsync(await _service.SubmitAsync(token), state);
}
