namespace Sagas.Operations.Overview;

/// <summary>Something that the service depends on.</summary>
/// <param name="Name">What it is, such as <c>database</c>.</param>
/// <param name="Status">Healthy, Degraded or Unhealthy.</param>
/// <param name="Description">What is known about it.</param>
public sealed record DependencyHealth(string Name, string Status, string? Description);
