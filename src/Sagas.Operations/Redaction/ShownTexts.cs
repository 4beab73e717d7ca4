using Sagas.Web.Text;

namespace Sagas.Operations.Redaction;

/// <summary>How texts that people or exceptions have worded are shown to callers who see masks.</summary>
internal static class ShownTexts
{
    /// <summary>What stands for a text whose secrets are not known, because what it is about is gone.</summary>
    public const string Withheld = Masking.Mask;

    /// <summary>A text without the secrets of what it is about, and without what looks like any other.</summary>
    /// <param name="text">The text.</param>
    /// <param name="known">The secrets; null if they are not known.</param>
    public static string? Of(string? text, SecretTexts? known) =>
        text is null ? null : known is null ? Withheld : SecretPatterns.HideIn(known.HideIn(text));
}
