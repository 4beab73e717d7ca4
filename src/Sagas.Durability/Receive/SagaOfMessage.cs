using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using MassTransit;
using Sagas.Durability.Messages;

namespace Sagas.Durability.Receive;

/// <summary>
/// The saga that a message is about, where its envelope does not say so: commands carry no correlation id.
/// </summary>
internal static class SagaOfMessage
{
    private static readonly ConcurrentDictionary<(Type Message, string Property), Func<object, Guid>?> Readers = new();

    /// <summary>Finds it.</summary>
    /// <param name="context">The message.</param>
    /// <param name="property">The property by which messages name sagas; null if there is none.</param>
    /// <returns>Its id; null if the message neither names a saga nor was sent by one.</returns>
    public static Guid? IdOf(ConsumeContext context, string? property) =>
        (property is null ? null : NamedBy(context, property)) ?? TransportHeaders.SagaIdOf(context.ReceiveContext);

    private static Guid? NamedBy(ConsumeContext context, string property)
    {
        if (context.GetType().GetInterfaces().FirstOrDefault(IsOfMessage) is not { } typed)
            return null;
        var read = Readers.GetOrAdd((typed.GenericTypeArguments[0], property), key => ReaderOf(key.Message, key.Property));
        var message = typed.GetProperty(nameof(ConsumeContext<>.Message))!.GetValue(context)!;
        return read?.Invoke(message) is { } id && id != Guid.Empty ? id : null;
    }

    private static bool IsOfMessage(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ConsumeContext<>);

    private static Func<object, Guid>? ReaderOf(Type type, string property)
    {
        var message = Expression.Parameter(typeof(object));
        Expression subject = Expression.Convert(message, type);
        // A fault is about whatever the message was about that failed.
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Fault<>))
            subject = Expression.Property(subject, nameof(Fault<>.Message));
        if (subject.Type.GetProperty(property, BindingFlags.Public | BindingFlags.Instance)?.PropertyType != typeof(Guid))
            return null;
        // A fault of a foreign client may lack the message that failed.
        Expression id = Expression.Property(subject, property);
        if (!subject.Type.IsValueType)
        {
            id = Expression.Condition(
                Expression.ReferenceEqual(subject, Expression.Constant(null)), Expression.Default(typeof(Guid)), id);
        }

        return Expression.Lambda<Func<object, Guid>>(id, message).Compile();
    }
}
