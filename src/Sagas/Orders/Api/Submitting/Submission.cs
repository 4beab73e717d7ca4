namespace Sagas.Orders.Api.Submitting;

/// <summary>How the intake of an order ended.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Order">The order as it was first answered; null unless it is stored.</param>
public record Submission(SubmissionOutcome Outcome, OrderView? Order);
