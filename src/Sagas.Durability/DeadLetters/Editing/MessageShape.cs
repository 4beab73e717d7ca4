using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using MassTransit.Serialization;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>Reads a message as an endpoint would, but strictly: required members must be present.</summary>
internal static partial class MessageShape
{
    private static readonly ConditionalWeakTable<JsonSerializerOptions, JsonSerializerOptions> Strict = [];

    /// <summary>Finds what prevents a message from being read as a type.</summary>
    /// <param name="message">The message.</param>
    /// <param name="type">The type.</param>
    /// <param name="path">The path of the message in the body.</param>
    public static IReadOnlyList<MessageError> ErrorsOf(JsonElement message, Type type, string path)
    {
        try
        {
            // Uses the options of the bus, which can instantiate messages that are interfaces.
            return message.Deserialize(type, Strict.GetValue(SystemTextJsonMessageSerializer.Options, ToStrict)) is null ? [new MessageError(path, "Must not be null.")] : [];
        }
        catch (JsonException exception)
        {
            return [.. Describe(exception, path)];
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException or FormatException or InvalidOperationException)
        {
            return [new MessageError(path, exception.Message)];
        }
    }

    private static JsonSerializerOptions ToStrict(JsonSerializerOptions options) => new(options) { RespectRequiredConstructorParameters = true };

    private static IEnumerable<MessageError> Describe(JsonException exception, string path)
    {
        var place = path + (exception.Path is { Length: > 1 } inside ? inside[1..] : "");
        var missing = exception.Message.Contains("missing required properties", StringComparison.Ordinal)
            ? MissingNames().Matches(exception.Message[exception.Message.IndexOf("including", StringComparison.Ordinal)..])
            : null;
        if (missing is { Count: > 0 })
            return missing.Select(name => new MessageError($"{place}.{name.Groups["name"].Value}", "Is required."));
        return [new MessageError(place, Sentence(exception.Message))];
    }

    // The serializer's messages end in " Path: … | LineNumber: …", and contain names of .NET types.
    private static string Sentence(string message)
    {
        if (message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            return "The value has the wrong JSON type.";
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    [GeneratedRegex("'(?<name>[^']+)'", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MissingNames();
}
