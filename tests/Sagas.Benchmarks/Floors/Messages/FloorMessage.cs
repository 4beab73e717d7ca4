using System.Text.Json;

namespace Sagas.Benchmarks.Floors.Messages;

/// <summary>
/// A message as the floors write it, with the contents of MassTransit's envelope, so that the same number of bytes is sent.
/// </summary>
internal sealed record FloorMessage
{
    private static readonly FloorHost ThisHost = new(
        Environment.MachineName, "Sagas.Benchmarks", Environment.ProcessId, "Sagas.Benchmarks", "1.0.0.0",
        Environment.Version.ToString(), "8.5.2.0", Environment.OSVersion.ToString());

    public required Guid MessageId { get; init; }

    public required Guid ConversationId { get; init; }

    public required string SourceAddress { get; init; }

    public required string DestinationAddress { get; init; }

    public required IReadOnlyList<string> MessageType { get; init; }

    public required FloorOrder Message { get; init; }

    public required DateTimeOffset SentTime { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public FloorHost Host { get; init; } = ThisHost;

    public static FloorMessage New(string destination, Guid conversationId, FloorOrder order, int version) => new()
    {
        MessageId = Guid.CreateVersion7(),
        ConversationId = conversationId,
        SourceAddress = "rabbitmq://localhost/floor",
        DestinationAddress = $"rabbitmq://localhost/{destination}",
        MessageType = [$"urn:message:Sagas.Contracts.Floors:{destination}"],
        Message = order,
        SentTime = DateTimeOffset.UtcNow,
        Headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Saga-Id"] = order.OrderId.ToString(),
            ["Saga-Version"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture),
        },
    };

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static FloorMessage FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<FloorMessage>(json, JsonSerializerOptions.Web)!;
}
