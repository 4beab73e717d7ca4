using Sagas.Durability.DeadLetters.Operations;
using Sagas.Operations.Shell;

namespace Sagas.Operations.DeadLetters;

/// <summary>Dead letters with the same cause, and what depends on them.</summary>
/// <param name="Letters">What they have in common, and how many there are.</param>
/// <param name="Pointless">How many of them it is pointless to retry.</param>
/// <param name="Sagas">How many sagas they are about.</param>
/// <param name="AtStake">The sums over those sagas for which it is not pointless, by currency.</param>
/// <param name="IsAtLeast">Whether there are so many sagas that not all of them were counted.</param>
public sealed record GroupOfLetters(
    DeadLetterGroup Letters, long Pointless, int Sagas, IReadOnlyList<AmountAtStake> AtStake, bool IsAtLeast)
{
    /// <summary>What is at stake, as people read it.</summary>
    internal string Stake => AtStake.Count == 0
        ? "–"
        : $"{(IsAtLeast ? "at least " : "")}{string.Join(", ", AtStake.Select(sum => Shown.Money(sum.Amount, sum.Currency)))}";
}

/// <summary>Dead letters by cause.</summary>
/// <param name="All">The groups, largest first.</param>
public sealed record LetterGroups(IReadOnlyList<GroupOfLetters> All)
{
    /// <summary>How many dead letters wait for a decision in all of them.</summary>
    public long Count => All.Sum(group => group.Letters.Count);

    /// <summary>How many are being retried, besides those.</summary>
    public long BeingRetried => All.Sum(group => group.Letters.BeingRetried);

    /// <summary>How many of these it is pointless to retry.</summary>
    public long Pointless => All.Sum(group => group.Pointless);
}

/// <summary>A sum of money.</summary>
/// <param name="Amount">The amount.</param>
/// <param name="Currency">The ISO 4217 code of its currency.</param>
public sealed record AmountAtStake(decimal Amount, string Currency);
