namespace Sagas.Operations.Search;

/// <summary>What a search has found.</summary>
/// <param name="Q">What was looked for.</param>
/// <param name="Target">The address of the only page that was found; null if there are several, or none.</param>
/// <param name="Items">What was found, by kind; the newest of a kind first, and 20 of a kind at most.</param>
/// <param name="Searched">What was searched and how far back, in sentences; also what was not searched.</param>
internal sealed record SearchView(
    string Q, string? Target, IReadOnlyList<FoundView> Items, IReadOnlyList<string> Searched);

/// <summary>Something that was found.</summary>
/// <param name="Kind">What it is: `saga`, `dead-letter`, `retry-job`, `message` or `trace`.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it, such as `Orders`, or a queue.</param>
/// <param name="State">The state that it is in; null if it has none.</param>
/// <param name="At">When it began; null if that is not known.</param>
/// <param name="MatchedBy">Where it was found, such as `ID` or `Customer`.</param>
/// <param name="Page">The address of its page; for messages and traces that of their saga.</param>
internal sealed record FoundView(
    string Kind, string Id, string Name, string? State, DateTimeOffset? At, string MatchedBy, string Page);
