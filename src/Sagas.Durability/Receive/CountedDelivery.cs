using Sagas.Durability.Tables;

namespace Sagas.Durability.Receive;

/// <summary>A delivery that was counted before it was handled.</summary>
/// <param name="Claim">The row that counts it.</param>
/// <param name="Number">The number of this delivery of the message, from 1.</param>
internal sealed record CountedDelivery(InboxMessage Claim, int Number);
