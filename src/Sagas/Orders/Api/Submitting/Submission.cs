namespace Sagas.Orders.Api.Submitting;

/// <summary>How the intake of an order ended.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Order">The order as it was first answered; null unless it is stored.</param>
public record Submission(SubmissionOutcome Outcome, OrderView? Order);

/// <summary>What became of a request to submit an order.</summary>
public enum SubmissionOutcome
{
    /// <summary>The order is stored, and its process starts.</summary>
    Accepted,

    /// <summary>The order had been stored by the same request before.</summary>
    Replayed,

    /// <summary>The idempotency key stands for another request; nothing was stored.</summary>
    KeyReused,

    /// <summary>The idempotency key was taken over or removed at the same moment; nothing was stored.</summary>
    KeyContended,
}
