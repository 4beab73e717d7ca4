namespace Sagas.Tests.Architecture;

/// <summary>A namespace and what it may not mention.</summary>
/// <param name="Name">The rule as a sentence.</param>
/// <param name="Of">Whose mentions are judged, by namespace.</param>
/// <param name="Not">What they may not mention.</param>
/// <param name="Except">Types that they may mention all the same.</param>
internal sealed record RoomRule(string Name, Func<string, bool> Of, string Not, params IReadOnlyList<Type> Except)
{
    internal IEnumerable<Finding> Violations(SourceProject project) =>
        from mention in project.Mentions
        where Of(mention.From) && IsIn(mention.Type, Not) && !Except.Any(allowed => IsIn(mention.Type, allowed.FullName!))
        select mention.Found;

    public static bool IsIn(string name, string space) => $"{name}.".StartsWith($"{space}.", StringComparison.Ordinal);

    public override string ToString() => Name;
}
