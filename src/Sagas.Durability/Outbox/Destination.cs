namespace Sagas.Durability.Outbox;

/// <summary>Where a message is sent.</summary>
/// <param name="Address">The address, without the queue behind it.</param>
/// <param name="Name">The exchange's or queue's name.</param>
internal sealed record Destination(Uri Address, string Name);
