namespace Sagas.Operations.Overview;

/// <summary>A process of the service.</summary>
/// <param name="Name">Machine and process.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Version">The program's version.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="SeenAt">When it was last seen.</param>
/// <param name="IsAlive">Whether it was seen recently.</param>
public sealed record InstanceSample(
    string Name, string Roles, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt, bool IsAlive);
