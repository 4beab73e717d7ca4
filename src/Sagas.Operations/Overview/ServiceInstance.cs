namespace Sagas.Operations.Overview;

/// <summary>A process of the service, which says now and then that it is there.</summary>
public class ServiceInstance
{
    /// <summary>The process's own id, made at its start.</summary>
    public Guid InstanceId { get; init; }

    /// <summary>The machine, and the number of the process there.</summary>
    public required string Name { get; init; }

    /// <summary>What it does.</summary>
    public required string Roles { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Since when, UTC.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last said that it is there, UTC.</summary>
    public DateTimeOffset SeenAt { get; set; }
}
