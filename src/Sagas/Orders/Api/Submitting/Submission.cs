namespace Sagas.Orders.Api.Submitting;

/// <summary>The outcome of submitting an order.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Order">The order as in the first response; null unless it is stored.</param>
internal record Submission(SubmissionOutcome Outcome, OrderView? Order);

/// <summary>The outcome of a request to submit an order.</summary>
internal enum SubmissionOutcome
{
    /// <summary>The order is stored, and its process starts.</summary>
    Accepted,

    /// <summary>The same request had already stored the order.</summary>
    Replayed,

    /// <summary>The idempotency key was used for another request; nothing was stored.</summary>
    KeyReused,

    /// <summary>The idempotency key was taken over or removed at the same moment; nothing was stored.</summary>
    KeyContended,
}
