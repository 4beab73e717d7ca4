namespace Sagas.Orders.Api.Submitting;

/// <summary>The outcome of submitting an order.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Order">The order as in the first response; null unless it is stored.</param>
public record Submission(SubmissionOutcome Outcome, OrderView? Order);
