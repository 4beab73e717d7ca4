namespace Sagas.Commands.Arguments;

/// <summary>
/// An argument as .NET's configuration reads it: <c>--KEY=VALUE</c>, <c>/KEY=VALUE</c>, <c>KEY=VALUE</c>; or <c>--KEY</c>,
/// <c>/KEY</c>, whose value is the next argument.
/// </summary>
/// <param name="Key">The key, which nobody may know.</param>
/// <param name="Value">The value; null if it is the next argument.</param>
internal sealed record SettingArgument(string Key, string? Value)
{
    private const string Dashes = "--";
    private const string Slash = "/";

    /// <summary>The part of the key before the first colon.</summary>
    public string Root => Key.Split(':')[0];

    /// <summary>Reads an argument.</summary>
    /// <param name="argument">The argument.</param>
    /// <returns>What it says; null if it has not the form of a setting.</returns>
    public static SettingArgument? Read(string argument)
    {
        var prefix = argument.StartsWith(Dashes, StringComparison.Ordinal) ? Dashes
            : argument.StartsWith(Slash, StringComparison.Ordinal) ? Slash
            : "";
        var separator = argument.IndexOf('=', StringComparison.Ordinal);
        if (separator >= 0)
            return new SettingArgument(argument[prefix.Length..separator], argument[(separator + 1)..]);
        return prefix.Length > 0 ? new SettingArgument(argument[prefix.Length..], null) : null;
    }
}
