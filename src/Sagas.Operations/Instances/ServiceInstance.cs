namespace Sagas.Operations.Instances;

/// <summary>A process of the service, which reports periodically that it is alive.</summary>
internal class ServiceInstance
{
    /// <summary>The process's own id, created at startup.</summary>
    public Guid InstanceId { get; init; }

    /// <summary>The machine, and the process id on it.</summary>
    public required string Name { get; init; }

    /// <summary>Its roles.</summary>
    public required string Roles { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>When it started, UTC.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last reported that it was alive, UTC.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>When it began to stop, UTC; null if it has not.</summary>
    public DateTimeOffset? StoppingAt { get; set; }

    /// <summary>The queues that it leaves alone, as JSON; null if there are none.</summary>
    public string? PausedQueues { get; set; }
}
