using System.Buffers;

namespace Sagas.Web.Text;

/// <summary>
/// Writes rows of comma-separated values as RFC 4180 has them. What a spreadsheet would take for a formula is text all the same:
/// it gets an apostrophe in front, because anybody may have worded it.
/// </summary>
internal static class CsvRow
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");
    private static readonly SearchValues<char> Formulas = SearchValues.Create("=+-@\t\r");

    /// <summary>A row, with its end.</summary>
    /// <param name="cells">The cells; null for an empty one.</param>
    public static string Of(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>A cell.</summary>
    /// <param name="text">The text; null for an empty one.</param>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var safe = Formulas.Contains(text[0]) ? $"'{text}" : text;
        return safe.AsSpan().ContainsAny(Quoted) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
