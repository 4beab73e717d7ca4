namespace Sagas.Orders.Api.Streaming;

/// <summary>One step of an order, as event streams send it.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Version">The order's version after the step.</param>
/// <param name="Event">What caused the step, such as <c>PaymentCompleted</c>; also the name of the server-sent event.</param>
/// <param name="From">State before; <c>Initial</c> for the first step.</param>
/// <param name="To">State after.</param>
/// <param name="At">When, UTC.</param>
public record TransitionEvent(Guid OrderId, int Version, string Event, string From, string To, DateTimeOffset At);
