using Microsoft.Extensions.Primitives;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Paging;
using Sagas.Operations.Shell;
using Sagas.Web.Lists;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary>Which dead letters somebody looks at on the pages.</summary>
/// <param name="Given">What was filled in.</param>
/// <param name="Filter">Which dead letters; usable only if there are no errors.</param>
/// <param name="After">The end of the previous page.</param>
/// <param name="Errors">What is wrong, by parameter.</param>
public sealed record DeadLetterSearch(
    GivenValues Given, DeadLetterQuery Filter, PagePosition? After, IDictionary<string, string[]> Errors)
{
    /// <summary>Reads a search.</summary>
    /// <param name="values">The query parameters, or the form that repeats them.</param>
    /// <returns>The search.</returns>
    public static DeadLetterSearch Read(IReadOnlyCollection<KeyValuePair<string, StringValues>> values)
    {
        var (given, errors) = (GivenValues.Read(values, DeadLetterFilter.Names), new FieldErrors());
        var filter = ListedDeadLetters.Of(given).ToQuery(errors);
        var after = new QueryReader(errors).Cursor(GivenValues.Read(values, ["cursor"])["cursor"]).ToPlace();
        return new DeadLetterSearch(given, filter, after, errors.ToDictionary());
    }
}
