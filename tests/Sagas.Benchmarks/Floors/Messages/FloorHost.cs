namespace Sagas.Benchmarks.Floors.Messages;

/// <summary>Who sent a message, as MassTransit tells it with every one.</summary>
internal sealed record FloorHost(
    string MachineName, string ProcessName, int ProcessId, string Assembly, string AssemblyVersion, string FrameworkVersion,
    string MassTransitVersion, string OperatingSystemVersion);
