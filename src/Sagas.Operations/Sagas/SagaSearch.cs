using Microsoft.Extensions.Primitives;
using Sagas.Durability.Paging;
using Sagas.Durability.Registry;
using Sagas.Operations.Shell;
using Sagas.Web.Lists;
using Sagas.Web.Problems;

namespace Sagas.Operations.Sagas;

/// <summary>A search in a list of sagas, read from query parameters; pages and API share it.</summary>
/// <param name="Given">What was filled in.</param>
/// <param name="Filter">Which sagas; usable only if there are no errors.</param>
/// <param name="After">The end of the previous page.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Errors">What is wrong, by parameter.</param>
internal sealed record SagaSearch(
    GivenValues Given, SagaQuery Filter, PagePosition? After, int Limit, IDictionary<string, string[]> Errors)
{
    private static readonly string[] Names = ["id", "state", "text", "from", "to"];

    /// <summary>The parameters of a search in the sagas of a route's type.</summary>
    /// <param name="http">The request.</param>
    /// <returns>Their names; null if there is no such type.</returns>
    public static IEnumerable<string>? NamesFor(HttpContext http) =>
        http.RequestServices.GetRequiredService<SagaRegistry>().Find(http.GetRouteValue("type") as string ?? "") is { } kind
            ? [.. Names, .. kind.Fields.Select(field => field.Key), "cursor", "limit"]
            : null;

    /// <summary>Reads a search.</summary>
    /// <param name="kind">The sagas' type.</param>
    /// <param name="showsSecrets">Whether fields that are masked for readers are shown: only then can they be searched.</param>
    /// <param name="values">
    /// The parameters: <c>id</c>, <c>state</c>, <c>text</c>, <c>from</c>, <c>to</c>, <c>cursor</c>,
    /// <c>limit</c> and the type's fields.
    /// </param>
    public static SagaSearch Read(
        SagaType kind, bool showsSecrets, IReadOnlyCollection<KeyValuePair<string, StringValues>> values)
    {
        var (given, place) = (GivenValues.Read(values, [.. Names, .. kind.Fields.Select(field => field.Key)]),
            GivenValues.Read(values, ["cursor", "limit"]));
        var errors = new FieldErrors();
        var query = new QueryReader(errors);
        if (!showsSecrets)
            RefuseMasked(kind, given, errors);
        var (from, to) = query.Span(given["from"], given["to"]);
        var filter = new SagaQuery
        {
            SagaId = query.Id("id", given["id"]),
            States = States(kind, given["state"], errors),
            Text = query.Search(given["text"]),
            LeavesOutSecrets = !showsSecrets,
            From = from,
            Before = to,
            Fields = kind.Fields.Where(field => given[field.Key] is not null)
                .ToDictionary(
                    field => field.Property, field => query.Name(field.Key, given[field.Key]) ?? "", StringComparer.Ordinal),
        };
        return new SagaSearch(
            given, filter, query.Cursor(place["cursor"]).ToPlace(), query.Limit(place["limit"]), errors.ToDictionary());
    }

    // By trying, one could find out what is behind the mask.
    private static void RefuseMasked(SagaType kind, GivenValues given, FieldErrors errors)
    {
        var masked = kind.Fields.Select(field => field.Key).Where(kind.Secrets.ContainsKey)
            .Concat(kind.HasTexts && !kind.HasOpenTexts ? ["text"] : []);
        foreach (var name in masked.Where(name => given[name] is not null))
            errors.Add(name, $"This is masked. {OperationsProblems.SeesSecrets}");
    }

    // A parameter that is given more than once becomes a list.
    private static IReadOnlyList<string>? States(SagaType kind, string? given, FieldErrors errors)
    {
        if (given is null)
            return null;
        var known = kind.Graph.States.ToDictionary(state => state, StringComparer.OrdinalIgnoreCase);
        var states = given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (states.Length > 0 && states.All(known.ContainsKey))
            return [.. states.Select(state => known[state])];
        errors.Add("state", $"Must be one of {string.Join(", ", kind.Graph.States)}.");
        return null;
    }
}
