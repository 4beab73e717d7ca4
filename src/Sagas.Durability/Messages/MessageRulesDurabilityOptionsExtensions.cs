using Sagas.Durability.Settings;

namespace Sagas.Durability.Messages;

/// <summary>Says which rules messages obey.</summary>
public static class MessageRulesDurabilityOptionsExtensions
{
    /// <summary>
    /// Adds a rule for the messages of a type, whoever sends them. A message that breaks it reaches no consumer and no saga: it
    /// becomes a dead letter at once, whose reason names the members. Operators who edit a dead letter are told the same.
    /// </summary>
    /// <typeparam name="TMessage">The type as it is consumed.</typeparam>
    /// <param name="options">The settings of the durable layer.</param>
    /// <param name="rule">
    /// Says what is wrong with a message, by JSON paths that begin at the message, such as <c>$.lines[0].quantity</c>. It is
    /// asked for every delivery, so it must be fast and depend on the message alone.
    /// </param>
    /// <returns>The same settings.</returns>
    public static DurabilityOptions CheckMessages<TMessage>(
        this DurabilityOptions options, Func<TMessage, IEnumerable<MessageError>> rule)
        where TMessage : class
    {
        options.MessageRules().Add(rule);
        return options;
    }

    internal static MessageRules MessageRules(this DurabilityOptions options) => options.Extension<MessageRules>();
}
