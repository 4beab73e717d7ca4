namespace Sagas.Operations.Instances;

/// <summary>A start of a process, remembered for longer than the process is there.</summary>
internal class ServiceStart
{
    /// <summary>The process's own id.</summary>
    public Guid InstanceId { get; init; }

    /// <summary>The machine, and the process id on it.</summary>
    public required string Name { get; init; }

    /// <summary>Its roles.</summary>
    public required string Roles { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>When it started, UTC.</summary>
    public DateTimeOffset StartedAt { get; init; }
}
