namespace Sagas.Tests.Crash;

/// <summary>A message that was given up.</summary>
/// <param name="Endpoint">The queue that it was taken from.</param>
/// <param name="OrderId">The order that its body names.</param>
/// <param name="Reason">Why.</param>
internal record StoredDeadLetter(string Endpoint, Guid? OrderId, string Reason);
