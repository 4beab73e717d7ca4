namespace Sagas.Durability.Registry;

/// <summary>A command that an operator may send to a saga, as a message.</summary>
/// <param name="Name">The name in requests, such as <c>cancel</c>.</param>
/// <param name="Label">The name shown to people, such as <c>Cancel order</c>.</param>
/// <param name="Explanation">What it does, in a sentence.</param>
/// <param name="States">The states in which the saga accepts it.</param>
/// <param name="Destination">The address of the saga's queue.</param>
/// <param name="Message">Creates the message from the saga's id, who is acting, and why.</param>
public sealed record SagaCommand(
    string Name, string Label, string Explanation, IReadOnlySet<string> States, Uri Destination,
    Func<Guid, string, string, object> Message)
{
    /// <summary>What an operator is shown once the message is on its way, such as <c>Cancellation requested.</c></summary>
    public string Confirmation { get; init; } = $"{Label}: requested.";
}
