using System.CommandLine.Parsing;

namespace Sagas.Commands.Help;

/// <summary>Says what is wrong with a value, in the words that a wrong setting gets.</summary>
internal static class WrongValue
{
    /// <summary>Refuses the value.</summary>
    /// <typeparam name="T">What it should have been.</typeparam>
    /// <param name="result">The value.</param>
    /// <param name="allowed">What is allowed, as the end of a sentence.</param>
    /// <returns>Nothing that anybody uses.</returns>
    public static T? Refuse<T>(this ArgumentResult result, string allowed)
    {
        var name = result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
        result.AddError($"{name} is '{result.Text()}': it must be {allowed}.");
        return default;
    }

    /// <summary>The value as it was typed, of several the last; empty if it is the default.</summary>
    /// <param name="result">The value.</param>
    /// <returns>The text.</returns>
    public static string Text(this ArgumentResult result) => result.Tokens is [.., var last] ? last.Value : "";
}
