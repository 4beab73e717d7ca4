using System.Diagnostics;

namespace Sagas.Tests.Hosting.Telemetry.World;

/// <summary>A span as a test or a collector sees it.</summary>
internal sealed record Span(
    string TraceId, string SpanId, string? ParentId, string Name, DateTimeOffset Start, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>What it did and to which message, such as <c>order-saga process OrderSubmitted</c>.</summary>
    public string Title => MessageType is { } type && !Name.Contains(type, StringComparison.Ordinal) ? $"{Name} {type}" : Name;

    public string? MessageType => Tags.TryGetValue("messaging.masstransit.message_types", out var types)
        ? types.Split(',')[0].Split(':')[^1]
        : null;

    public static Span Of(Activity activity) => new(
        activity.TraceId.ToHexString(),
        activity.SpanId.ToHexString(),
        activity.ParentSpanId == default ? null : activity.ParentSpanId.ToHexString(),
        activity.OperationName,
        new DateTimeOffset(activity.StartTimeUtc),
        activity.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value?.ToString() ?? "", StringComparer.Ordinal));
}
