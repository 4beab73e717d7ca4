using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Options;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Messages;

/// <summary>The message types that this process knows: those that it consumes, and those from configured assemblies.</summary>
internal sealed class KnownMessages
{
    private readonly ConcurrentDictionary<string, Type> _types = new(StringComparer.Ordinal);

    public KnownMessages(IOptions<DurabilityOptions> options)
    {
        foreach (var type in options.Value.MessageAssemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(IsMessage))
            Add(type);
    }

    public void Add(Type message) => _types[MessageUrn.ForTypeString(message)] = message;

    public Type? Find(string urn) => _types.GetValueOrDefault(urn);

    private static bool IsMessage(Type type) =>
        (type.IsInterface || type is { IsClass: true, IsAbstract: false }) && !type.ContainsGenericParameters
        && MessageTypeCache.IsValidMessageType(type);
}
