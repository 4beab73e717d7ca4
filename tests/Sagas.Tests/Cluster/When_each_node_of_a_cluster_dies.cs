using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Orders;
using Sagas.Tests.Beds.Servers;
using Sagas.Tests.Crash;
using Sagas.Tests.Time;

namespace Sagas.Tests.Cluster;

/// <summary>
/// Two instances of the service on three nodes with quorum queues. Orders rush in while one node after the other is killed
/// and comes back. <c>infra/test-cluster.sh</c> starts the nodes; without them there is nothing here to be run.
/// </summary>
[Servers]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_each_node_of_a_cluster_dies
{
    private const int OrdersBetween = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string[] Final = ["Completed", "Rejected", "Cancelled"];

    private readonly List<SagasProgram> _programs = [new(), new()];
    private ServerBed _bed = null!;

    private static IEnumerable<string> Clusters => ClusterNode.Cluster is { } cluster ? [cluster] : [];

    [TearDown]
    public async Task Remove_everything()
    {
        foreach (var program in _programs)
        {
            program.Dispose();
            program.DeleteData();
        }

        await _bed.DisposeAsync();
    }

    [TestCaseSource(nameof(Clusters))]
    public async Task Should_lose_nothing_and_go_on(string cluster)
    {
        var nodes = ClusterNode.All(cluster);
        await StartAsync(nodes);
        await using var orders = new SteadyOrders([.. _programs.Select(program => program.Client)]);
        foreach (var node in nodes)
            await DieAndComeBackAsync(node, nodes, orders);
        await orders.StopAsync();

        await UntilAsync(async () => await CountOpenAsync([.. orders.Accepted]) == 0, "every order to come to its end");
        await UntilAsync(
            async () => !await InDatabaseAsync(db => db.Set<Sagas.Durability.Tables.OutboxMessage>().AnyAsync()),
            "the outbox to be empty");
        await TellAsync($"{orders.Accepted.Count} accepted, {orders.Refused} refused or without an answer");
        (await InDatabaseAsync(db => db.Set<OrderState>().CountAsync(order => orders.Accepted.Contains(order.CorrelationId))))
            .ShouldBe(orders.Accepted.Count);
        foreach (var program in _programs)
            await program.KillAsync();
        (await _programs[0].RunToEndAsync("verify", "--settled")).ShouldBe(0, _programs[0].Output);
        await TellAsync(_programs[0].Output);
    }

    private async Task StartAsync(IReadOnlyList<ClusterNode> nodes)
    {
        _bed = (ServerBed)await TestBeds.ForServiceAsync();
        foreach (var program in _programs)
        {
            program.Use(_bed);
            program.Environment["Sagas__RabbitMq__QuorumQueues"] = "true";
            program.Environment["Sagas__RabbitMq__QuorumSize"] = "3";
            foreach (var (index, node) in nodes.Index())
                program.Environment[string.Create(CultureInfo.InvariantCulture, $"Sagas__RabbitMq__ClusterNodes__{index}")] =
                    node.Address;
            await program.StartAsync();
        }

        await UntilReplicatedAsync(nodes[0]);
    }

    /// <summary>Orders are accepted and come to their end before, while the node is away, and after.</summary>
    private async Task DieAndComeBackAsync(ClusterNode node, IReadOnlyList<ClusterNode> nodes, SteadyOrders orders)
    {
        await UntilMoreEndAsync(orders, "before the node dies");
        await node.CrashAsync();
        await TellAsync($"{node.Name} killed after {orders.Accepted.Count} orders");
        await UntilMoreEndAsync(orders, "while the node is away");
        await node.StartAsync();
        await UntilReplicatedAsync(nodes[0] == node ? nodes[1] : nodes[0]);
        await TellAsync($"{node.Name} back after {orders.Accepted.Count} orders");
    }

    private async Task UntilMoreEndAsync(SteadyOrders orders, string when)
    {
        var before = orders.Accepted.Count;
        await UntilAsync(() => Task.FromResult(orders.Accepted.Count >= before + OrdersBetween), $"orders to be accepted {when}");
        var these = orders.Accepted.Skip(before).Take(OrdersBetween).ToList();
        await UntilAsync(async () => await CountOpenAsync(these) == 0, $"orders to come to their end {when}");
    }

    private async Task<int> CountOpenAsync(List<Guid> orderIds)
    {
        var ended = await InDatabaseAsync(db => db.Set<OrderState>()
            .CountAsync(order => orderIds.Contains(order.CorrelationId) && Final.Contains(order.CurrentState)));
        return orderIds.Count - ended;
    }

    /// <summary>Waits until every queue is held by three nodes that are there.</summary>
    private async Task UntilReplicatedAsync(ClusterNode asked)
    {
        using var broker = new Broker(new Uri(Environment.GetEnvironmentVariable(TestServers.RabbitMq)!), asked.Management);
        await UntilAsync(
            async () =>
            {
                var queues = (await broker.ReadAsync($"queues/{_bed.Name}")).EnumerateArray().ToList();
                return queues.Count >= 8
                    && queues.TrueForAll(queue => Count(queue, "members") == 3 && Count(queue, "online") == 3);
            },
            "every queue to have three replicas");

        static int Count(JsonElement queue, string member) =>
            queue.TryGetProperty(member, out var nodes) ? nodes.GetArrayLength() : 0;
    }

    private async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        try
        {
            await Eventually.BecomesTrueAsync(condition, what, Patience);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException(
                $"{exception.Message}\n{string.Join("\n---\n", _programs.Select(program => program.Output))}", exception);
        }
    }

    private async Task<T> InDatabaseAsync<T>(Func<DbContext, Task<T>> work)
    {
        await using var context = _bed.NewServiceContext();
        return await work(context);
    }

    private static Task TellAsync(string what) => TestContext.Progress.WriteLineAsync(what);
}
