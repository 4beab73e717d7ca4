using System.Text.Json;
using MassTransit;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>Checks a changed message before it is sent: one that cannot be read would become another dead letter.</summary>
public class MessageChecker
{
    private const int LongestHeader = 4_096;

    private readonly KnownMessages _known;
    private readonly MessageRules _rules;

    internal MessageChecker(KnownMessages known, MessageRules rules) => (_known, _rules) = (known, rules);

    /// <summary>Checks the changes that somebody has made to a dead letter.</summary>
    /// <param name="deadLetter">The dead letter as it is.</param>
    /// <param name="edit">The changes.</param>
    /// <returns>The result.</returns>
    public MessageCheck Check(DeadLetter deadLetter, DeadLetterEdit edit)
    {
        var headers = HeaderErrors(edit);
        var body = CheckBody(deadLetter, edit);
        return body with { Errors = [.. headers, .. body.Errors] };
    }

    private static IEnumerable<MessageError> HeaderErrors(DeadLetterEdit edit) =>
        from header in edit.Headers ?? new Dictionary<string, string?>(StringComparer.Ordinal)
        let error = TransportHeaders.IsOwn(header.Key) ? "Is set by the transport and cannot be changed."
            : header.Key.Length == 0 || header.Key.Any(char.IsControl) ? "Is not a valid header name."
            : header.Value?.Length > LongestHeader ? $"Must have at most {LongestHeader} characters."
            : null
        where error is not null
        select new MessageError($"headers.{header.Key}", error);

    private MessageCheck CheckBody(DeadLetter deadLetter, DeadLetterEdit edit)
    {
        if (!deadLetter.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase))
            return Refusal("$", $"The message is {deadLetter.ContentType} and cannot be edited here.");
        var text = edit.Body ?? deadLetter.Body;
        try
        {
            using var json = JsonDocument.Parse(text);
            if (TextErrors.In(json.RootElement, "$").ToList() is { Count: > 0 } errors)
                return new MessageCheck(errors, CheckedAs: null, NotChecked: []);
            return IsEnvelope(deadLetter)
                ? CheckEnvelope(json.RootElement, deadLetter)
                : CheckTypes(json.RootElement, "$", TypesOf(deadLetter, edit));
        }
        catch (JsonException exception)
        {
            return Refusal(
                "$",
                IsOnlyTooDeep(text) ? "Is nested more than 64 levels deep."
                    : $"Not valid JSON: line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}.");
        }
    }

    private static bool IsOnlyTooDeep(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = int.MaxValue });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsEnvelope(DeadLetter deadLetter) =>
        deadLetter.ContentType.Contains("vnd.masstransit", StringComparison.OrdinalIgnoreCase);

    private MessageCheck CheckEnvelope(JsonElement root, DeadLetter deadLetter)
    {
        var errors = EnvelopeShape.ErrorsOf(root, deadLetter.MessageId).ToList();
        if (errors.Count > 0)
            return new MessageCheck(errors, CheckedAs: null, NotChecked: []);
        return CheckTypes(
            root.GetProperty("message"), "$.message",
            [.. root.GetProperty("messageType").EnumerateArray().Select(type => type.GetString()!)]);
    }

    private static string[] TypesOf(DeadLetter deadLetter, DeadLetterEdit edit)
    {
        var headers = TransportHeaders.Deserialize(edit.Apply(deadLetter.Headers));
        var named = headers.GetValueOrDefault(MessageHeaders.MessageType) ?? deadLetter.MessageTypes;
        return named.Split(';', StringSplitOptions.RemoveEmptyEntries);
    }

    // It is enough that it can be read as one of them; the others may be supertypes.
    private MessageCheck CheckTypes(JsonElement message, string path, IReadOnlyList<string> types)
    {
        IReadOnlyList<MessageError> errors = [];
        foreach (var (urn, type) in types.Select(urn => (urn, _known.Find(urn))))
        {
            if (type is null)
                continue;
            var found = MessageShape.ErrorsOf(message, type, path);
            if (found.Count == 0)
                return new MessageCheck(BrokenRules(message, type, path), urn, NotKnown());
            if (errors.Count == 0)
                errors = found;
        }

        return new MessageCheck(errors, CheckedAs: null, NotKnown());

        List<string> NotKnown() => [.. types.Where(urn => _known.Find(urn) is null)];
    }

    // The paths of rules begin at the message, wherever it stands in the body.
    private IReadOnlyList<MessageError> BrokenRules(JsonElement message, Type type, string path) => _rules.Has(type)
        ? [.. _rules.ErrorsOf(MessageShape.Read(message, type), type)
            .Select(error => error with { Path = string.Concat(path, error.Path.AsSpan(1)) })]
        : [];

    private static MessageCheck Refusal(string path, string error) =>
        new([new MessageError(path, error)], CheckedAs: null, NotChecked: []);
}
