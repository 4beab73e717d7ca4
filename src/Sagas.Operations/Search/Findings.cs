using Sagas.Operations.Shell;

namespace Sagas.Operations.Search;

/// <summary>Collects what a search finds, and where it has looked.</summary>
internal sealed class Findings
{
    /// <summary>How many of a kind are shown.</summary>
    public const int Most = 20;

    private readonly List<FoundView> _items = [];
    private readonly List<string> _searched = [];

    /// <summary>Adds something, unless it was found before or there is enough of its kind.</summary>
    public void Add(FoundView item)
    {
        var same = _items.Where(other => other.Kind == item.Kind).ToList();
        if (same.Count < Most && !same.Exists(other => other.Page == item.Page && other.Id == item.Id))
            _items.Add(item);
    }

    /// <summary>Tells where the search has looked.</summary>
    /// <param name="what">What was looked at, such as <c>Orders: IDs</c>.</param>
    /// <param name="range">How much of it.</param>
    public void Tell(string what, string range) => _searched.Add($"{what}: {range}.");

    /// <summary>Whether anything of a kind was found.</summary>
    public bool Has(string kind) => _items.Exists(item => item.Kind == kind);

    /// <summary>How much was looked at of what is sorted by time.</summary>
    /// <param name="looked">How many rows.</param>
    /// <param name="isAll">Whether that is all of them.</param>
    /// <param name="backTo">The time of the oldest.</param>
    public static string Range(int looked, bool isAll, DateTimeOffset? backTo) =>
        isAll ? "all"
            : $"the newest {Shown.Count(looked)}{(backTo is { } at ? $", back to {Shown.Time(at)}" : "")}";

    /// <summary>The result.</summary>
    /// <param name="term">What was looked for.</param>
    public SearchView ToView(SearchTerm term)
    {
        var pages = _items.Select(item => item.Page).Distinct(StringComparer.Ordinal).ToList();
        return new SearchView(term.Text, pages is [var only] ? only : null, _items, _searched);
    }
}
