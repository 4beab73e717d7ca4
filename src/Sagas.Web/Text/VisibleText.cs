using System.Globalization;

namespace Sagas.Web.Text;

/// <summary>Whether people can see what a text says, and see it as it is.</summary>
internal static class VisibleText
{
    // Letters and symbols that are blank all the same: fillers of Hangul, and the empty pattern of Braille.
    private const string BlankSigns = "\u115F\u1160\u2800\u3164\uFFA0";

    /// <summary>Whether there is nothing to see: only white space, and characters of no width.</summary>
    /// <param name="text">The text.</param>
    public static bool IsBlank(string text) => text.EnumerateRunes().All(character =>
        System.Text.Rune.IsWhiteSpace(character)
        || System.Text.Rune.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.Control
            or UnicodeCategory.NonSpacingMark
        || (character.IsBmp && BlankSigns.Contains((char)character.Value, StringComparison.Ordinal)));

    /// <summary>
    /// Whether a character changes the direction in which others are shown, so that a text could look like another one.
    /// </summary>
    /// <param name="character">The character.</param>
    public static bool IsDirection(char character) => character
        is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>The text with a mark in place of everything that would change how other text around it is shown.</summary>
    /// <param name="text">The text.</param>
    public static string OneLine(string text) => text.Any(IsUnsafe)
        ? string.Concat(text.Select(character => IsUnsafe(character) ? '\uFFFD' : character))
        : text;

    private static bool IsUnsafe(char character) => char.IsControl(character) || IsDirection(character);
}
