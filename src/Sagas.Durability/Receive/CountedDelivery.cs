using Sagas.Durability.Tables;

namespace Sagas.Durability.Receive;

/// <summary>A delivery that was counted before it was handled.</summary>
/// <param name="Claim">The row that counts it.</param>
/// <param name="Number">How many there have been of the same message, from 1.</param>
internal sealed record CountedDelivery(InboxMessage Claim, int Number);
