using System.Collections.Concurrent;

namespace Sagas.Durability.Messages;

/// <summary>The rules that messages obey, by the type of the message.</summary>
internal sealed class MessageRules
{
    private readonly ConcurrentDictionary<Type, List<Func<object, IEnumerable<MessageError>>>> _rules = new();

    /// <summary>Adds a rule; it is told the message and says what is wrong with it.</summary>
    public void Add<TMessage>(Func<TMessage, IEnumerable<MessageError>> rule) where TMessage : class =>
        _rules.GetOrAdd(typeof(TMessage), _ => []).Add(message => rule((TMessage)message));

    /// <summary>Whether a type has rules.</summary>
    public bool Has(Type type) => _rules.ContainsKey(type);

    /// <summary>What is wrong with a message that was read as a type.</summary>
    public IReadOnlyList<MessageError> ErrorsOf(object message, Type type) =>
        _rules.TryGetValue(type, out var rules) ? [.. rules.SelectMany(rule => rule(message))] : [];
}
