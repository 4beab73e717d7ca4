using System.Text.Json.Nodes;

namespace Sagas.Tests.Upgrades;

/// <summary>What a saga did with one message.</summary>
/// <param name="Event">The message's name, as the history shows it.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after; the same if the message was ignored.</param>
/// <param name="Sent">What it sent.</param>
/// <param name="Message">The message itself.</param>
internal sealed record RecordedStep(
    string Event, string From, string To, IReadOnlyList<RecordedSending> Sent, RecordedMessage Message);

/// <summary>A message that a saga sent.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Destination">Where to, as the in-memory transport spells it.</param>
/// <param name="DueIn">For a timer: how long it runs.</param>
/// <param name="Content">What it says, without the envelope; the moment of the step reads <c>(now)</c>.</param>
internal sealed record RecordedSending(string Type, string Destination, TimeSpan? DueIn, JsonNode Content);

/// <summary>All that happened to one order.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Steps">Its messages, one after the other.</param>
internal sealed record RecordedHistory(string Name, Guid OrderId, IReadOnlyList<RecordedStep> Steps)
{
    public override string ToString() => Name;
}
