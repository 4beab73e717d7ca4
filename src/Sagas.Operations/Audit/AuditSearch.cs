using Microsoft.Extensions.Primitives;
using Sagas.Durability.Audit;
using Sagas.Durability.Paging;
using Sagas.Operations.Shell;
using Sagas.Web.Lists;
using Sagas.Web.Problems;

namespace Sagas.Operations.Audit;

/// <summary>Which audit entries somebody looks at on the pages.</summary>
/// <param name="Given">What was filled in.</param>
/// <param name="Filter">Which entries; usable only if there are no errors.</param>
/// <param name="After">The end of the previous page.</param>
/// <param name="Errors">What is wrong, by parameter.</param>
internal sealed record AuditSearch(
    GivenValues Given, AuditQuery Filter, PagePosition? After, IDictionary<string, string[]> Errors)
{
    /// <summary>The parameter that lists what retry jobs did one by one.</summary>
    public const string Single = "single";

    /// <summary>The parameters.</summary>
    public static IReadOnlyCollection<string> Names { get; } =
        ["actor", "action", "subjectKind", "subjectId", "sagaId", "text", "from", "to", "retryJobId", Single];

    /// <summary>Reads a search.</summary>
    /// <param name="values">The query parameters.</param>
    /// <returns>The search.</returns>
    public static AuditSearch Read(IReadOnlyCollection<KeyValuePair<string, StringValues>> values)
    {
        var (given, errors) = (GivenValues.Read(values, Names), new FieldErrors());
        var query = new QueryReader(errors);
        var (from, to) = query.Span(given["from"], given["to"]);
        var filter = new AuditQuery
        {
            Actor = query.Name("actor", given["actor"]),
            Action = query.Name("action", given["action"]),
            SubjectKind = query.Name("subjectKind", given["subjectKind"]),
            SubjectId = query.Name("subjectId", given["subjectId"]),
            SagaId = query.Id("sagaId", given["sagaId"]),
            Text = query.Search(given["text"]),
            RetryJobId = query.Id("retryJobId", given["retryJobId"]),
            FoldsJobs = Folds(given),
            From = from,
            To = to,
        };
        var after = query.Cursor(GivenValues.Read(values, ["cursor"])["cursor"]).ToPlace();
        return new AuditSearch(given, filter, after, errors.ToDictionary());
    }

    // Whoever looks for something in particular finds it, whether or not a job did it.
    private static bool Folds(GivenValues given) =>
        ((string[])["subjectId", "sagaId", "text", "retryJobId", Single]).All(name => given[name] is null);
}
