using System.Text.Json;
using Sagas.Durability.DeadLetters.Editing.Schemas;
using Sagas.Durability.Messages;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>Compares a message with the type that an endpoint would read it as.</summary>
internal static class MessageShape
{
    /// <summary>All that keeps a message from being read as a type.</summary>
    /// <param name="message">The message.</param>
    /// <param name="type">The type.</param>
    /// <param name="path">The path of the message in the body.</param>
    public static IReadOnlyList<MessageError> ErrorsOf(JsonElement message, Type type, string path)
    {
        var options = ReadingOptions.OfTheBus;
        var found = MessageSchema.Of(type, options).Check(message, path);
        if (found.Count == 0 && new RefusedPlace(options).In(message, type, path) is { } refused)
            found = [refused];
        return [.. found.Select(finding => new MessageError(finding.Path, finding.Sentence))];
    }

    /// <summary>Reads a message that has the shape of its type.</summary>
    public static object Read(JsonElement message, Type type) => message.Deserialize(type, ReadingOptions.OfTheBus.Reading)!;
}
