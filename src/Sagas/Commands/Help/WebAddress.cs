using System.CommandLine.Parsing;

namespace Sagas.Commands.Help;

/// <summary>Reads where a running service is asked.</summary>
internal static class WebAddress
{
    /// <summary>Reads an address.</summary>
    /// <param name="result">What was typed.</param>
    /// <returns>The address; null if it is none, which is then an error.</returns>
    public static Uri? Read(ArgumentResult result) =>
        Uri.TryCreate(result.Text(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : result.Refuse<Uri>("an address of http or https, such as http://localhost:8080");
}
