namespace Sagas.Tests.Architecture;

/// <summary>A namespace and what it may not mention.</summary>
/// <param name="Name">The rule as a sentence.</param>
/// <param name="Of">Whose mentions are judged; types below it count.</param>
/// <param name="Not">What they may not mention.</param>
/// <param name="Except">What they may mention all the same: types or namespaces.</param>
public record RoomRule(string Name, Func<string, bool> Of, string Not, IReadOnlyList<string> Except)
{
    public IEnumerable<Finding> Violations(IEnumerable<Usage> usages) =>
        usages.Where(usage => Of(usage.From) && IsIn(usage.To, Not) && !Except.Any(allowed => IsIn(usage.To, allowed)))
            .Select(usage => usage.Found)
            .Distinct();

    public static bool IsIn(string type, string space) =>
        type.StartsWith(space, StringComparison.Ordinal) && (type.Length == space.Length || type[space.Length] is '.' or '+' or '`');

    public override string ToString() => Name;
}
