namespace Sagas.Durability.Diagnostics;

/// <summary>
/// Takes the secrets of the message in hand out of texts that nobody has written for readers, such as those of exceptions.
/// </summary>
internal interface ITextScrubber
{
    /// <summary>Takes them out.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text without secrets.</returns>
    string Of(string text);
}

/// <summary>Where nobody says what is secret, the texts themselves are not told.</summary>
internal sealed class SilentScrubber : ITextScrubber
{
    public string Of(string text) => "The log says why.";
}
