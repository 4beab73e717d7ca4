namespace Sagas.Web.Text;

/// <summary>Guesses what somebody meant who has misspelled a name.</summary>
internal static class NearestName
{
    /// <summary>The known name that takes the fewest changes.</summary>
    /// <param name="written">What was written.</param>
    /// <param name="known">The names that it may have been meant to be.</param>
    /// <returns>The nearest one; null if there is none at all.</returns>
    public static string? Of(string written, IEnumerable<string> known) =>
        known.MinBy(name => Distance(written, name));

    /// <summary>
    /// How many letters are missing, superfluous, wrong, or exchanged with their neighbor, whatever their case: the restricted
    /// Damerau-Levenshtein distance.
    /// </summary>
    /// <param name="left">One text.</param>
    /// <param name="right">Another.</param>
    /// <returns>The number.</returns>
    public static int Distance(string left, string right)
    {
        (left, right) = (left.ToUpperInvariant(), right.ToUpperInvariant());
        var (before, last, current) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var column = 0; column <= right.Length; column++)
            last[column] = column;
        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var cost = left[row - 1] == right[column - 1] ? 0 : 1;
                current[column] = Math.Min(Math.Min(current[column - 1], last[column]) + 1, last[column - 1] + cost);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                    current[column] = Math.Min(current[column], before[column - 2] + 1);
            }

            (before, last, current) = (last, current, before);
        }

        return last[right.Length];
    }
}
