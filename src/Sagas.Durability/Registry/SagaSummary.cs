namespace Sagas.Durability.Registry;

/// <summary>A saga in a line: what a list of other things, such as dead letters, says about the sagas behind them.</summary>
/// <param name="SagaType">Its type.</param>
/// <param name="SagaId">Its id.</param>
/// <param name="State">The state that it is in, or ended in.</param>
/// <param name="IsArchived">Whether it is in the archive.</param>
/// <param name="Party">Whom it is for; null if its type does not say so.</param>
/// <param name="Amount">What is at stake; null if its type does not say so, or nothing is.</param>
/// <param name="Currency">The ISO 4217 code of the amount; null without one.</param>
public sealed record SagaSummary(
    string SagaType, Guid SagaId, string State, bool IsArchived, string? Party, decimal? Amount, string? Currency);
