namespace Sagas.Hosting.Health;

/// <summary>The service's health.</summary>
/// <param name="Status">The worst of its parts: <c>Healthy</c>, <c>Degraded</c> or <c>Unhealthy</c>.</param>
/// <param name="Entries">Its parts by name.</param>
internal record HealthView(string Status, IReadOnlyDictionary<string, HealthEntryView> Entries);

/// <summary>The health of one part.</summary>
/// <param name="Status"><c>Healthy</c>, <c>Degraded</c> or <c>Unhealthy</c>.</param>
/// <param name="Description">What is known about it.</param>
/// <param name="DurationMs">How long the check took, in milliseconds.</param>
internal record HealthEntryView(string Status, string? Description, double DurationMs);
