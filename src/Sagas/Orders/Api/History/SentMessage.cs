namespace Sagas.Orders.Api.History;

/// <summary>A message that a step sent.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="Type">The message's type, such as <c>ProcessPayment</c>.</param>
/// <param name="DueAt">For a timer: when it fires, UTC; otherwise null.</param>
public record SentMessage(Guid? MessageId, string Type, DateTimeOffset? DueAt);
