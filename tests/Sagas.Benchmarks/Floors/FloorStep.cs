namespace Sagas.Benchmarks.Floors;

/// <summary>A step of an order, for its history.</summary>
internal sealed record FloorStep(
    Guid OrderId, int Version, string Event, string From, string To, Guid MessageId, Guid ConversationId,
    string Changes, string Messages);
