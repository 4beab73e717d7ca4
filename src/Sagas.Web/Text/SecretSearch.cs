using System.Text;

namespace Sagas.Web.Text;

/// <summary>
/// Finds many texts in another one, in one pass: at each place the longest of them that begins there. The time it takes
/// grows with the text, and hardly with the number of those that are sought.
/// </summary>
internal sealed class SecretSearch
{
    private const int Prefix = SecretTexts.ShortestSought;
    private const int Buckets = 1 << 16;

    // Sorted: whatever begins a text stands right before the place that the text itself would have.
    private readonly string[] _sought;
    private readonly string[] _shown;

    // The longest other one that each of them begins with; -1 if there is none.
    private readonly int[] _inside;

    // Which beginnings occur at all, so that most places are passed at once.
    private readonly ulong[] _beginnings = new ulong[Buckets / 64];

    /// <summary>Prepares a search.</summary>
    /// <param name="texts">What is sought, and what is put in its place. Letter case does not matter.</param>
    public SecretSearch(IEnumerable<(string Sought, string Shown)> texts)
    {
        var distinct = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (sought, shown) in texts)
            distinct.TryAdd(sought.ToUpperInvariant(), shown);
        (_sought, _shown, _inside) = ([.. distinct.Keys], [.. distinct.Values], new int[distinct.Count]);
        Array.Sort(_sought, _shown, StringComparer.Ordinal);
        for (var i = 0; i < _sought.Length; i++)
        {
            var before = i - 1;
            while (before >= 0 && !_sought[i].StartsWith(_sought[before], StringComparison.Ordinal))
                before = _inside[before];
            _inside[i] = before;
            var bucket = BucketOf(_sought[i]);
            _beginnings[bucket / 64] |= 1UL << (bucket % 64);
        }
    }

    /// <summary>Replaces what is found.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text without it; the same if nothing is found.</returns>
    public string Replace(string text)
    {
        // Each character keeps its place.
        var upper = text.ToUpperInvariant();
        StringBuilder? replaced = null;
        var copied = 0;
        for (var i = 0; i + Prefix <= upper.Length;)
        {
            if (At(upper.AsSpan(i)) is not { } found)
            {
                i++;
                continue;
            }

            replaced ??= new StringBuilder(text.Length);
            replaced.Append(text, copied, i - copied).Append(_shown[found]);
            copied = i += _sought[found].Length;
        }

        return replaced is null ? text : replaced.Append(text, copied, text.Length - copied).ToString();
    }

    private int? At(ReadOnlySpan<char> rest)
    {
        var bucket = BucketOf(rest);
        if ((_beginnings[bucket / 64] & (1UL << (bucket % 64))) == 0)
            return null;

        var (low, high) = (0, _sought.Length - 1);
        if (!IsReached(_sought[low], rest, 0, out var lowCommon))
            return null;
        if (IsReached(_sought[high], rest, 0, out var highCommon))
            (low, lowCommon) = (high, highCommon);
        while (high - low > 1)
        {
            // What both ends have in common with the text, all between them have, too: it is not compared again.
            var middle = (low + high) >>> 1;
            if (IsReached(_sought[middle], rest, Math.Min(lowCommon, highCommon), out var common))
                (low, lowCommon) = (middle, common);
            else
                (high, highCommon) = (middle, common);
        }

        var found = low;
        while (found >= 0 && _sought[found].Length > lowCommon)
            found = _inside[found];
        return found < 0 ? null : found;
    }

    // Whether it stands before the text, or begins it.
    private static bool IsReached(string sought, ReadOnlySpan<char> text, int start, out int common)
    {
        common = start + text[start..].CommonPrefixLength(sought.AsSpan(start));
        return common == sought.Length || (common < text.Length && sought[common] < text[common]);
    }

    private static int BucketOf(ReadOnlySpan<char> text)
    {
        var hash = 0u;
        foreach (var character in text[..Prefix])
            hash = (hash * 31) + character;
        return (int)((hash ^ (hash >> 16)) % Buckets);
    }
}
