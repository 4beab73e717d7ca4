using System.Globalization;
using Sagas.Web.Lists;
using Sagas.Web.Problems;

namespace Sagas.Operations.Search;

/// <summary>What somebody looks for without saying what it is: an id or a part of one, or a word.</summary>
/// <param name="Text">What was filled in.</param>
/// <param name="Id">The id that it is, if it is a whole one.</param>
/// <param name="Digits">The hexadecimal digits that it consists of, in lower case, if there are enough of them for an id.</param>
internal sealed record SearchTerm(string Text, Guid? Id, string? Digits)
{
    /// <summary>The fewest digits of an id that are looked for: fewer are in too many.</summary>
    public const int FewestDigits = 6;

    /// <summary>The shortest text that is looked for.</summary>
    public const int Shortest = 3;

    private const int DigitsOfIds = 32;

    /// <summary>Reads it.</summary>
    /// <param name="q">The parameter <c>q</c>.</param>
    /// <param name="errors">Collects what is wrong with it.</param>
    /// <returns>Null if it is wrong.</returns>
    public static SearchTerm? Read(string? q, FieldErrors errors)
    {
        if (!errors.CheckText("q", q, QueryReader.LongestText))
            return null;
        var text = q!.Trim();
        if (text.Length < Shortest)
        {
            errors.Add("q", $"Must have at least {Shortest.ToString(CultureInfo.InvariantCulture)} characters.");
            return null;
        }

        var digits = text.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        var isPart = digits.Length is >= FewestDigits and <= DigitsOfIds && digits.All(char.IsAsciiHexDigit);
        return new SearchTerm(
            text, isPart && Guid.TryParseExact(digits, "N", out var id) ? id : null, isPart ? digits : null);
    }

    /// <summary>Whether an id is meant.</summary>
    /// <param name="id">The id.</param>
    public bool IsIn(Guid? id) =>
        Digits is not null && id?.ToString("N").Contains(Digits, StringComparison.Ordinal) == true;

    /// <summary>Whether a trace is meant.</summary>
    /// <param name="traceId">The trace.</param>
    public bool IsIn(string? traceId) =>
        Digits is not null && traceId?.Contains(Digits, StringComparison.OrdinalIgnoreCase) == true;
}
