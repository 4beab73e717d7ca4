using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>Compares two bodies line by line. JSON is pretty-printed first, so that layout does not matter.</summary>
internal static class JsonDiff
{
    // If more lines than this differ, all of them are shown as removed and added: nobody would compare them line by line.
    private const int MostLines = 2_000;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Compares two bodies.</summary>
    /// <param name="before">The body before.</param>
    /// <param name="after">The body after.</param>
    /// <returns>All lines of both, in their order.</returns>
    public static IReadOnlyList<DiffLine> Lines(string before, string after)
    {
        var (old, young) = (LinesOf(before), LinesOf(after));
        var shorter = Math.Min(old.Length, young.Length);
        var first = 0;
        while (first < shorter && old[first] == young[first])
            first++;
        var last = 0;
        while (last < shorter - first && old[^(last + 1)] == young[^(last + 1)])
            last++;
        return
        [
            .. Told(DiffKind.Same, old[..first]), .. Changed(old[first..^last], young[first..^last]),
            .. Told(DiffKind.Same, old[^last..]),
        ];
    }

    /// <summary>Pretty-prints JSON; a text that is not JSON stays as it is.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text with one member per line.</returns>
    public static string Pretty(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(BodyFormat.WithoutMark(text));
            return JsonSerializer.Serialize(json.RootElement, Indented);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string[] LinesOf(string text) => Pretty(text).ReplaceLineEndings("\n").Split('\n');

    private static IEnumerable<DiffLine> Told(DiffKind kind, IEnumerable<string> lines) =>
        lines.Select(line => new DiffLine(kind, line));

    private static IEnumerable<DiffLine> Changed(string[] old, string[] young)
    {
        if (old.Length > MostLines || young.Length > MostLines)
            return [.. Told(DiffKind.Removed, old), .. Told(DiffKind.Added, young)];
        return Along(old, young, CommonLengths(old, young));
    }

    /// <summary>The length of the longest common subsequence of the lines from each pair of positions on.</summary>
    private static int[][] CommonLengths(string[] old, string[] young)
    {
        var lengths = Enumerable.Range(0, old.Length + 1).Select(_ => new int[young.Length + 1]).ToArray();
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = young.Length - 1; j >= 0; j--)
                lengths[i][j] = old[i] == young[j] ? lengths[i + 1][j + 1] + 1 : Math.Max(lengths[i + 1][j], lengths[i][j + 1]);
        }

        return lengths;
    }

    private static IEnumerable<DiffLine> Along(string[] old, string[] young, int[][] lengths)
    {
        var (i, j) = (0, 0);
        while (i < old.Length || j < young.Length)
        {
            if (i < old.Length && j < young.Length && old[i] == young[j])
            {
                yield return new DiffLine(DiffKind.Same, old[i++]);
                j++;
            }
            else if (j == young.Length || (i < old.Length && lengths[i + 1][j] >= lengths[i][j + 1]))
            {
                yield return new DiffLine(DiffKind.Removed, old[i++]);
            }
            else
            {
                yield return new DiffLine(DiffKind.Added, young[j++]);
            }
        }
    }
}
