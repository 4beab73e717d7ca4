using Sagas.Hosting.Startup;

namespace Sagas.Benchmarks.Scale;

/// <summary>Which processes the service runs in.</summary>
/// <param name="Name">Its name in the result.</param>
/// <param name="Processes">The roles of each process.</param>
internal sealed record Arrangement(string Name, IReadOnlyList<Role> Processes)
{
    /// <summary>A process for each role.</summary>
    public static readonly Arrangement Roles = new(
        "one per role", [Role.Api, Role.Orders, Role.Payments, Role.Notifications, Role.Operations]);

    /// <summary>A number of processes with all roles.</summary>
    public static Arrangement Instances(int count) => new(
        FormattableString.Invariant($"{count} instance{(count == 1 ? "" : "s")}"), [.. Enumerable.Repeat(Role.All, count)]);
}
