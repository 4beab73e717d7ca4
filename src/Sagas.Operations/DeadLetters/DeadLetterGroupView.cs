namespace Sagas.Operations.DeadLetters;

/// <summary>Dead letters with the same queue, exception and message type.</summary>
/// <param name="Endpoint">The queue.</param>
/// <param name="ExceptionType">Full name of the exception; null if there was none.</param>
/// <param name="MessageType">The most specific message type; null if they could not be read.</param>
/// <param name="Count">How many wait for a decision.</param>
/// <param name="BeingRetried">How many are being retried, besides those.</param>
/// <param name="OldestAt">When the oldest of them became a dead letter.</param>
/// <param name="NewestAt">When the newest of them became a dead letter.</param>
/// <param name="Pointless">How many of them it is pointless to retry, because their saga has ended or ignores them.</param>
/// <param name="Sagas">How many sagas they are about.</param>
/// <param name="AtStake">
/// The sums over those of these sagas for which it may help to retry, by currency; of 5,000 sagas at most.
/// </param>
internal record DeadLetterGroupView(
    string Endpoint, string? ExceptionType, string? MessageType, long Count, long BeingRetried,
    DateTimeOffset OldestAt, DateTimeOffset NewestAt, long Pointless, int Sagas, IReadOnlyList<AmountAtStake> AtStake)
{
    /// <summary>Creates the view of a group.</summary>
    /// <param name="group">The group.</param>
    /// <returns>What is shown of it.</returns>
    public static DeadLetterGroupView Of(GroupOfLetters group) => new(
        group.Letters.Endpoint, group.Letters.ExceptionType,
        DeadLetterItem.Types(group.Letters.MessageTypes) is [var first, ..] ? first : null,
        group.Letters.Count, group.Letters.BeingRetried, group.Letters.OldestAt, group.Letters.NewestAt, group.Pointless,
        group.Sagas, group.AtStake);
}

/// <summary>Groups of dead letters.</summary>
/// <param name="Items">The groups, the one with most to decide about first; at most 500.</param>
internal record DeadLetterGroups(IReadOnlyList<DeadLetterGroupView> Items);
