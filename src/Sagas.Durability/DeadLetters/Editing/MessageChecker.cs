using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>Checks a changed message before it is sent: one that cannot be read would become another dead letter.</summary>
public class MessageChecker
{
    private const int LongestHeader = 4_096;
    private const string ContentTypePath = "contentType";

    private readonly KnownMessages _known;
    private readonly MessageRules _rules;

    internal MessageChecker(KnownMessages known, MessageRules rules) => (_known, _rules) = (known, rules);

    /// <summary>Checks the changes that somebody has made to a dead letter.</summary>
    /// <param name="deadLetter">The dead letter as it is.</param>
    /// <param name="edit">The changes.</param>
    /// <returns>The result.</returns>
    public MessageCheck Check(DeadLetter deadLetter, DeadLetterEdit edit)
    {
        List<MessageError> outside = [.. HeaderErrors(edit), .. ContentTypeErrors(edit)];
        // Nobody reads headers into a body: one that cannot be checked may have other headers.
        var body = edit is { Body: null, ContentType: null } && CannotBeRead(deadLetter, edit) is not null
            ? new MessageCheck([], CheckedAs: null, NotChecked: [])
            : CheckBody(deadLetter, edit);
        return body with { Errors = [.. outside, .. body.Errors] };
    }

    private static IEnumerable<MessageError> HeaderErrors(DeadLetterEdit edit) =>
        from header in edit.Headers ?? new Dictionary<string, string?>(StringComparer.Ordinal)
        let error = TransportHeaders.IsOwn(header.Key) ? "Is set by the transport and cannot be changed."
            : header.Key.Length == 0 || header.Key.Any(char.IsControl) ? "Is not a valid header name."
            : header.Value?.Length > LongestHeader ? $"Must have at most {LongestHeader} characters."
            : null
        where error is not null
        select new MessageError($"headers.{header.Key}", error);

    private static IEnumerable<MessageError> ContentTypeErrors(DeadLetterEdit edit)
    {
        if (edit.ContentType is { } given && !BodyFormat.Choices.Contains(given, StringComparer.OrdinalIgnoreCase))
            yield return new MessageError(ContentTypePath, $"Must be {string.Join(" or ", BodyFormat.Choices)}.");
    }

    /// <summary>Why a consumer could not read the body as JSON; null if it may be able to.</summary>
    private static MessageError? CannotBeRead(DeadLetter deadLetter, DeadLetterEdit edit)
    {
        var contentType = edit.ContentTypeOf(deadLetter);
        if (!BodyFormat.IsJson(contentType) && !BodyFormat.SaysNothing(contentType))
        {
            return new MessageError(
                edit.Body is null ? "$" : ContentTypePath,
                $"The message is {contentType} and cannot be edited as such: choose {string.Join(" or ", BodyFormat.Choices)}.");
        }

        // The bytes stay, so whoever reads them must find JSON in UTF-8 there. A mark in front of it does no harm.
        return edit.Body is not null || deadLetter.Bytes is not { } bytes
            || (Utf8.IsValid(bytes) && (ReadableBody.IsUtf8(contentType) || Ascii.IsValid(bytes)))
            ? null
            : new MessageError(
                "$", $"The body is not a text in UTF-8 ({ReadableBody.Of(deadLetter).Note}): replace it by JSON.");
    }

    private MessageCheck CheckBody(DeadLetter deadLetter, DeadLetterEdit edit)
    {
        if (CannotBeRead(deadLetter, edit) is { } reason)
            return Refusal(reason.Path, reason.Error);
        var text = BodyFormat.WithoutMark(
            edit.Body ?? Encoding.UTF8.GetString(MessageText.BytesOf(deadLetter.Body, deadLetter.Bytes)));
        try
        {
            using var json = JsonDocument.Parse(text);
            if (TextErrors.In(json.RootElement, "$").ToList() is { Count: > 0 } errors)
                return new MessageCheck(errors, CheckedAs: null, NotChecked: []);
            return BodyFormat.IsEnvelope(edit.ContentTypeOf(deadLetter), json.RootElement)
                ? CheckEnvelope(json.RootElement, deadLetter)
                : CheckAlone(json.RootElement, TypesOf(deadLetter, edit));
        }
        catch (JsonException exception)
        {
            return Refusal(
                "$",
                IsOnlyTooDeep(text) ? "Is nested more than 64 levels deep."
                    : $"Not valid JSON: line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}.");
        }
    }

    private static bool IsOnlyTooDeep(ReadOnlyMemory<char> text)
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

    private MessageCheck CheckAlone(JsonElement root, string[] types)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Refusal("$", "Must be an object.");
        return types.Length > 0
            ? CheckTypes(root, "$", types)
            : Refusal(
                $"headers.{MassTransit.MessageHeaders.MessageType}",
                $"Nothing says what type the message is: set this header, or choose {BodyFormat.Envelope}.");
    }

    private MessageCheck CheckEnvelope(JsonElement root, DeadLetter deadLetter)
    {
        var errors = EnvelopeShape.ErrorsOf(root, deadLetter.MessageId).ToList();
        if (errors.Count > 0)
            return new MessageCheck(errors, CheckedAs: null, NotChecked: []);
        return CheckTypes(
            root.GetProperty("message"), "$.message",
            [.. root.GetProperty("messageType").EnumerateArray().Select(type => type.GetString()!)]);
    }

    private static string[] TypesOf(DeadLetter deadLetter, DeadLetterEdit edit) =>
        edit.TypesOutsideOf(deadLetter).Split(';', StringSplitOptions.RemoveEmptyEntries);

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
