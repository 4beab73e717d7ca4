namespace Sagas.Tests.Architecture;

/// <summary>A folder uses another one that lies beside it.</summary>
/// <param name="From">The name of the folder that uses.</param>
/// <param name="To">The name of the folder that is used.</param>
/// <param name="Places">Where, and by which names.</param>
internal sealed record FolderEdge(string From, string To, IReadOnlyList<Finding> Places)
{
    private const int PlacesShown = 5;

    /// <summary>
    /// All of them right below a folder. Files that lie there beside the folders belong to all of them: what such a file uses
    /// is used by whoever uses the file.
    /// </summary>
    public static IReadOnlyList<FolderEdge> Below(string parent, SourceProject project)
    {
        var steps = project.Mentions
            .SelectMany(mention => Steps(parent, mention))
            .GroupBy(step => (step.From, step.To), step => step.Found)
            .Select(step => new FolderEdge(step.Key.From, step.Key.To, [.. step.Distinct()]))
            .ToLookup(step => step.From, StringComparer.Ordinal);
        return [.. steps.Where(from => !IsFile(from.Key)).SelectMany(from => Reached(from.Key, steps))
            .OrderBy(edge => edge.From, StringComparer.Ordinal).ThenBy(edge => edge.To, StringComparer.Ordinal)];
    }

    /// <summary>The shortest circle through every folder that is in one.</summary>
    public static IReadOnlyList<IReadOnlyList<FolderEdge>> Circles(IReadOnlyList<FolderEdge> edges)
    {
        var from = edges.ToLookup(edge => edge.From, StringComparer.Ordinal);
        return [.. from.Select(folder => Circle(folder.Key, from)).OfType<IReadOnlyList<FolderEdge>>()
            .DistinctBy(circle => string.Join('|', circle.Select(edge => edge.From).Order(StringComparer.Ordinal)))];
    }

    /// <summary>The edge and some of its places, a line each.</summary>
    public string Shown(int places = PlacesShown) =>
        string.Join('\n', Places.Take(places).Select(place => $"    {place}").Prepend($"  {From} -> {To} ({Places.Count})"));

    private static IReadOnlyList<FolderEdge>? Circle(string folder, ILookup<string, FolderEdge> from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<IReadOnlyList<FolderEdge>>(from[folder].Select(edge => new[] { edge }));
        while (open.TryDequeue(out var path))
        {
            if (path[^1].To == folder)
                return path;
            if (seen.Add(path[^1].To))
                foreach (var next in from[path[^1].To])
                    open.Enqueue([.. path, next]);
        }

        return null;
    }

    private static IEnumerable<(string From, string To, Finding Found)> Steps(string parent, Mention mention)
    {
        if (Child(parent, mention.File) is not { } from)
            return [];
        var to = mention.DeclaredIn.Select(file => Child(parent, file)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return to.Contains(from) ? [] : to.Select(child => (from, child, mention.Found));
    }

    private static IEnumerable<FolderEdge> Reached(string folder, ILookup<string, FolderEdge> steps)
    {
        var seen = new HashSet<string>([folder], StringComparer.Ordinal);
        var open = new Queue<FolderEdge>(steps[folder]);
        while (open.TryDequeue(out var edge))
        {
            if (!seen.Add(edge.To))
                continue;
            if (!IsFile(edge.To))
                yield return edge;
            else
                foreach (var next in steps[edge.To])
                    open.Enqueue(new FolderEdge(folder, next.To, [.. edge.Places.Take(1), .. next.Places]));
        }
    }

    private static string? Child(string parent, string file) =>
        file.StartsWith($"{parent}/", StringComparison.Ordinal) ? file[(parent.Length + 1)..].Split('/')[0] : null;

    private static bool IsFile(string child) => Path.HasExtension(child);
}
