using System.Text;

namespace Sagas.Durability.Settings;

/// <summary>Makes texts from outside fit for every database.</summary>
internal static class DurableText
{
    private const char Cut = '…';

    /// <summary>
    /// Cuts a text to a column's length, with an ellipsis where it was cut and never in the middle of a surrogate pair, and
    /// replaces what a database may refuse: the null character and lone surrogates.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">How many UTF-16 code units it may have.</param>
    /// <returns>The text or its beginning.</returns>
    public static string ToStorable(this string text, int limit)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cut = text.Length <= limit ? text : BeginningOf(text, limit - 1) + Cut;
        // The encoder replaces each lone surrogate with one replacement character.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut)).Replace('\0', '\uFFFD');
    }

    private static string BeginningOf(string text, int length) =>
        text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
