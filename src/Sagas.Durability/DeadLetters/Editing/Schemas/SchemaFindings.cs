using System.Globalization;
using Json.Schema;

namespace Sagas.Durability.DeadLetters.Editing.Schemas;

/// <summary>Gathers what the keywords of a schema have found in a message.</summary>
internal static class SchemaFindings
{
    /// <summary>What a part of the schema has found.</summary>
    /// <param name="results">The results of the part.</param>
    /// <param name="path">The place that it has judged.</param>
    public static IReadOnlyList<SchemaFinding> In(EvaluationResults results, string path)
    {
        if (results.IsValid)
            return [];
        var parts = (results.Details ?? []).ToLookup(part => Keyword(part, results) == "anyOf");
        return
        [
            .. (results.Errors ?? []).SelectMany(error => Told(error.Key, error.Value, results.Errors!, path)),
            .. parts[false].SelectMany(part => In(part, Below(path, part, results))),
            .. parts[true].Any(branch => branch.IsValid) ? [] : InClosest(parts[true], path),
        ];
    }

    private static IEnumerable<SchemaFinding> Told(
        string keyword, string error, Dictionary<string, string> errors, string path) => keyword switch
        {
            "type" => [new SchemaFinding(path, error)],
            // A value of the wrong kind cannot be read either, and is told once.
            "format" => errors.ContainsKey("type") ? [] : [new SchemaFinding(path, error)],
            "required" => MessageDialect.NamesIn(error)
                .Select(name => new SchemaFinding(JsonPaths.Member(path, name), "Is required.")),
            "additionalProperties" => MessageDialect.NamesIn(error)
                .Select(name => new SchemaFinding(JsonPaths.Member(path, name), "Is not a member of this message.")),
            "anyOf" => [],
            _ => [new SchemaFinding(path, "Cannot be read in this form.")],
        };

    // The exporter writes a branch for each type that is derived from the one of the member, with its discriminator.
    private static IReadOnlyList<SchemaFinding> InClosest(IEnumerable<EvaluationResults> branches, string path)
    {
        var byTag = branches.ToLookup(branch => (branch.Details ?? []).Find(part => part.Errors?.ContainsKey("const") == true));
        if (byTag.Contains(null))
            return byTag[null].Select(branch => In(branch, path)).MinBy(findings => findings.Count)!;
        var tags = byTag.Select(branch => branch.Key!).ToList();
        if (tags.Count == 0)
            return [];
        var known = string.Join(", ", tags.Select(tag => tag.Errors!["const"]));
        return [new SchemaFinding(JsonPaths.Member(path, Last(tags[0])), $"Must be one of {known}.")];
    }

    private static string Below(string path, EvaluationResults part, EvaluationResults whole)
    {
        if (part.InstanceLocation.SegmentCount == whole.InstanceLocation.SegmentCount)
            return path;
        return Keyword(part, whole) == "items"
            ? JsonPaths.Item(path, int.Parse(Last(part), CultureInfo.InvariantCulture))
            : JsonPaths.Member(path, Last(part));
    }

    private static string Keyword(EvaluationResults part, EvaluationResults whole) =>
        part.EvaluationPath[whole.EvaluationPath.SegmentCount].ToString();

    // Segments are told as pointers write them.
    private static string Last(EvaluationResults results) =>
        results.InstanceLocation[results.InstanceLocation.SegmentCount - 1].ToString()
            .Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
