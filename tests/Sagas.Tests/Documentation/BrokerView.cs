using System.Text.Json;
using Sagas.Tests.Beds.Servers;

namespace Sagas.Tests.Documentation;

/// <summary>What is in a virtual host, in words.</summary>
internal sealed class BrokerView(Broker broker, string virtualHost)
{
    public async Task<IReadOnlyList<string>> ExchangesAsync() =>
    [
        .. (await ListAsync("exchanges")).Where(exchange => !IsBuiltIn(Text(exchange, "name")))
            .Select(exchange => $"{Text(exchange, "name")}: {Text(exchange, "type")}, {Durability(exchange)}"),
    ];

    public async Task<IReadOnlyList<string>> QueuesAsync() =>
        [.. (await ListAsync("queues")).Select(queue => $"{Text(queue, "name")}: {Text(queue, "type")}, {Durability(queue)}")];

    public async Task<IReadOnlyList<string>> BindingsAsync() =>
    [
        // Every queue is bound to the nameless exchange by the broker itself.
        .. (await ListAsync("bindings")).Where(binding => Text(binding, "source").Length > 0)
            .Select(binding => $"{Text(binding, "source")} → {Text(binding, "destination_type")} {Text(binding, "destination")}"),
    ];

    public async Task<IReadOnlyList<string>> ConsumersAsync() =>
    [
        .. (await ListAsync("queues")).Select(queue =>
            $"{Text(queue, "name")}: {(queue.TryGetProperty("consumers", out var count) ? count.GetInt32() : 0)}"),
    ];

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string what) =>
        [.. (await broker.ReadAsync($"{what}/{virtualHost}")).EnumerateArray()];

    private static bool IsBuiltIn(string exchange) =>
        exchange.Length == 0 || exchange.StartsWith("amq.", StringComparison.Ordinal);

    private static string Durability(JsonElement thing) =>
        thing.GetProperty("durable").GetBoolean() && !thing.GetProperty("auto_delete").GetBoolean() ? "durable" : "passing";

    private static string Text(JsonElement thing, string member) => thing.GetProperty(member).GetString()!;
}
