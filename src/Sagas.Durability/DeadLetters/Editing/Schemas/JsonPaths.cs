using System.Globalization;

namespace Sagas.Durability.DeadLetters.Editing.Schemas;

/// <summary>Writes JSON paths as RFC 9535 normalizes them, yet with a dot before names that need no quotes.</summary>
internal static class JsonPaths
{
    public static string Member(string path, string name) =>
        IsPlain(name) ? $"{path}.{name}" : $"{path}['{string.Concat(name.Select(Escaped))}']";

    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '$');

    private static string Escaped(char character) => character switch
    {
        '\'' => @"\'",
        '\\' => @"\\",
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        _ when char.IsControl(character) => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)character:x4}"),
        _ => character.ToString(),
    };
}
