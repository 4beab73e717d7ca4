namespace Sagas.Durability.Registry;

/// <summary>One transition of a state machine.</summary>
/// <param name="From">The state that is left.</param>
/// <param name="Event">The event that causes it.</param>
/// <param name="Message">The message behind the event, as the history names it; the event itself if it has none.</param>
/// <param name="To">The state that is entered.</param>
public sealed record StateTransition(string From, string Event, string Message, string To);
