namespace Sagas.Tests.Beds;

/// <summary>
/// The category of fixtures whose worlds stand on whatever bed the run has: embedded, and once more on servers. A fixture of
/// no such category runs embedded only. No servers are in it (pure objects, a database of fakes, an API without its bus,
/// settings that end the program before it connects), or it is about the in-memory transport, which loses with its process
/// what a broker keeps, or it says itself why servers would not do.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class EveryBedAttribute : CategoryAttribute;
