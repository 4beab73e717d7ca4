namespace Sagas.Durability.Outbox;

/// <summary>Where a message is sent.</summary>
/// <param name="Address">The address of the exchange, without a queue behind it.</param>
/// <param name="Name">The name of the exchange or queue.</param>
internal sealed record Destination(Uri Address, string Name);
