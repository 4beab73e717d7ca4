namespace Sagas.Web.Lists;

/// <summary>A page of a list, newest first.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items; a text search may find none on a page although the list continues.</param>
/// <param name="Next">Pass it as <c>cursor</c> to get the next page; null after the last.</param>
internal record PageView<T>(IReadOnlyList<T> Items, string? Next);
