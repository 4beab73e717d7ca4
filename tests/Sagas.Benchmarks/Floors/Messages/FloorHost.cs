namespace Sagas.Benchmarks.Floors.Messages;

/// <summary>The sender of a message, which MassTransit includes in every one.</summary>
internal sealed record FloorHost(
    string MachineName, string ProcessName, int ProcessId, string Assembly, string AssemblyVersion, string FrameworkVersion,
    string MassTransitVersion, string OperatingSystemVersion);
