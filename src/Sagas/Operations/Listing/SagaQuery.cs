using System.Globalization;
using Microsoft.Extensions.Primitives;
using Sagas.Durability.Catalogue;
using Sagas.Operations.Api;

namespace Sagas.Operations.Listing;

/// <summary>What somebody asks for in a list of sagas, read from an address; pages and API read the same.</summary>
/// <param name="Filter">Which sagas.</param>
/// <param name="After">From where on.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Errors">What could not be read, by parameter.</param>
internal sealed record SagaQuery(SagaFilter Filter, SagaPlace? After, int Limit, IReadOnlyDictionary<string, string[]> Errors)
{
    public const int DefaultLimit = 50;
    public const int LargestLimit = 200;

    private const int LongestText = 200;

    /// <summary>Reads a question.</summary>
    /// <param name="kind">The sagas' type.</param>
    /// <param name="showsSecrets">Whether fields are shown that are masked for readers: only then they can be looked for.</param>
    /// <param name="values">The parameters: <c>id</c>, <c>state</c>, <c>text</c>, <c>from</c>, <c>to</c>, <c>cursor</c>, <c>limit</c> and the type's fields.</param>
    public static SagaQuery Read(SagaKind kind, bool showsSecrets, IEnumerable<KeyValuePair<string, StringValues>> values)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var given = values.Where(value => !string.IsNullOrWhiteSpace(value.Value))
            .ToDictionary(value => value.Key, value => value.Value, StringComparer.OrdinalIgnoreCase);
        var filter = new SagaFilter
        {
            SagaId = Read<Guid>("id", Guid.TryParse, "Must be the whole id of a saga."),
            States = States(),
            Text = Text("text"),
            LeavesOutSecrets = !showsSecrets,
            From = Time("from"),
            Before = Time("to"),
            Fields = kind.Fields.Where(field => given.ContainsKey(field.Key))
                .ToDictionary(field => field.Property, field => Text(field.Key)!, StringComparer.Ordinal),
        };
        foreach (var name in Masked())
            errors[name] = [$"It is masked. {OperationsProblems.SeesSecrets}"];
        SagaPlace? after = null;
        if (given.TryGetValue("cursor", out var cursor) && (after = SagaCursor.Read(cursor.ToString())) is null)
            errors["cursor"] = ["Must be a cursor that an earlier page gave."];
        var limit = Read<int>("limit", int.TryParse, $"Must be 1 to {LargestLimit}.") ?? DefaultLimit;
        if (limit is < 1 or > LargestLimit)
            errors["limit"] = [$"Must be 1 to {LargestLimit}, but is {limit}."];
        return new SagaQuery(filter, after, Math.Clamp(limit, 1, LargestLimit), errors);

        // By trying, one would find out what is behind the mask.
        IEnumerable<string> Masked() => showsSecrets
            ? []
            : kind.Fields.Select(field => field.Key).Where(kind.Secrets.ContainsKey)
                .Concat(kind.HasTexts && !kind.HasOpenTexts ? ["text"] : []).Where(given.ContainsKey);

        IReadOnlyList<string>? States()
        {
            if (!given.TryGetValue("state", out var states))
                return null;
            var known = kind.Graph.States.ToDictionary(state => state, StringComparer.OrdinalIgnoreCase);
            if (states.All(state => known.ContainsKey(state!)))
                return [.. states.Select(state => known[state!])];
            errors["state"] = [$"Must be one of {string.Join(", ", kind.Graph.States)}."];
            return null;
        }

        string? Text(string name)
        {
            if (!given.TryGetValue(name, out var value))
                return null;
            var text = value.ToString().Trim();
            if (text.Length > LongestText)
                errors[name] = [$"Must have {LongestText} characters at most."];
            return text;
        }

        DateTimeOffset? Time(string name) => Read<DateTimeOffset>(
            name,
            (string? text, out DateTimeOffset time) => DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time),
            "Must be a time, such as 2026-11-23T14:05:00Z.");

        T? Read<T>(string name, TryRead<T> read, string error) where T : struct
        {
            if (!given.TryGetValue(name, out var text))
                return null;
            if (read(text.ToString().Trim(), out var value))
                return value;
            errors[name] = [error];
            return null;
        }
    }

    private delegate bool TryRead<T>(string? text, out T value);
}
