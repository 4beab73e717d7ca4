using System.Collections;
using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using MassTransit;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Messages;

namespace Sagas.Durability.Diagnostics;

/// <summary>
/// What all log lines written while a message is handled have in common: the message's id, the ids in the message
/// (its properties of type Guid whose names end in Id), the saga that sent it, and its trace.
/// </summary>
internal sealed class MessageLogScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _values = [];

    private MessageLogScope()
    {
    }

    public int Count => _values.Count;

    public KeyValuePair<string, object?> this[int index] => _values[index];

    public static IDisposable? Begin<TMessage>(ILogger logger, ConsumeContext<TMessage> context) where TMessage : class
    {
        var scope = new MessageLogScope();
        scope.Add("MessageId", context.MessageId);
        foreach (var (name, read) in Identifiers<TMessage>.All)
            scope.Add(name, read(context.Message));
        if (context.ReceiveContext.TransportHeaders.TryGetHeader(TransportHeaders.SagaId, out var sagaId))
            scope.Add("SagaId", sagaId);
        // If there is an activity, the logger itself adds the trace.
        if (Activity.Current is null
            && ActivityContext.TryParse(DurabilityTracing.TraceParentOf(context.ReceiveContext), traceState: null, out var trace))
        {
            scope.Add("TraceId", trace.TraceId.ToHexString());
        }

        return logger.BeginScope(scope);
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(' ', _values.Select(value => $"{value.Key}:{value.Value}"));

    private void Add(string name, object? value)
    {
        if (value is not null)
            _values.Add(new(name, value is Guid id ? id.ToString("D") : value));
    }

    private static class Identifiers<TMessage>
    {
        public static readonly IReadOnlyList<(string Name, Func<TMessage, Guid?> Read)> All = Find();

        // A fault carries the message that failed, and concerns whatever that message was about.
        private static List<(string Name, Func<TMessage, Guid?> Read)> Find()
        {
            var message = Expression.Parameter(typeof(TMessage));
            Expression subject = message;
            if (typeof(TMessage).IsGenericType && typeof(TMessage).GetGenericTypeDefinition() == typeof(Fault<>))
                subject = Expression.Property(message, nameof(Fault<>.Message));
            return
            [
                .. from property in subject.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                   where property.PropertyType == typeof(Guid) && property.Name.EndsWith("Id", StringComparison.Ordinal)
                   let read = Expression.Convert(Expression.Property(subject, property), typeof(Guid?))
                   select (property.Name, Expression.Lambda<Func<TMessage, Guid?>>(read, message).Compile()),
            ];
        }
    }
}
