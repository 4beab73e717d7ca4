using Sagas.Durability.Registry;
using Sagas.Operations.Shell;

namespace Sagas.Operations.DeadLetters;

/// <summary>The saga that a dead letter is about.</summary>
/// <param name="Type">Its type, as used in requests.</param>
/// <param name="SagaId">Its id.</param>
/// <param name="State">The state that it is in now.</param>
/// <param name="Archived">Whether it is in the archive.</param>
/// <param name="Customer">Whom it is for, masked for callers who may not see it; null if its type does not say so.</param>
/// <param name="Amount">What is at stake in it; null if its type does not say so.</param>
/// <param name="Currency">The ISO 4217 code of the amount; null without one.</param>
/// <param name="Pointless">Why it is pointless to retry the dead letter; null if it is not.</param>
public sealed record SagaOfLetter(
    string Type, Guid SagaId, string State, bool Archived, string? Customer, decimal? Amount, string? Currency,
    string? Pointless)
{
    /// <summary>What is at stake, as people read it; null if that is not known.</summary>
    internal string? Money => Amount is { } amount ? Shown.Money(amount, Currency) : null;

    internal static SagaOfLetter Of(SagaSummary summary, SagaType kind, bool isPointless) => new(
        summary.SagaType, summary.SagaId, summary.State, summary.IsArchived, summary.Party, summary.Amount, summary.Currency,
        isPointless ? $"Its {kind.One} is already {summary.State}: retrying would do nothing." : null);
}
