namespace Sagas.Operations.Overviews;

/// <summary>A process of the service.</summary>
/// <param name="Name">Machine and process.</param>
/// <param name="Roles">What it does.</param>
/// <param name="Version">The program's version.</param>
/// <param name="StartedAt">Since when.</param>
/// <param name="SeenAt">When it was heard of last.</param>
/// <param name="IsAlive">Whether it was heard of lately.</param>
public sealed record InstanceSample(
    string Name, string Roles, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt, bool IsAlive);
