using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sagas.Web.Text;

/// <summary>
/// Texts that must not be shown, and what is shown instead. They are found in other texts in one pass, whatever their number:
/// as they are, in other letter case, and as JSON and addresses write them.
/// </summary>
internal sealed class SecretTexts
{
    /// <summary>
    /// Shorter ones are hidden only where they are the value of their member: a token of one letter is in every word.
    /// </summary>
    public const int ShortestSought = 6;

    // A longer one is sought in pieces, so that no comparison takes long.
    private const int LongestPiece = 256;

    // These are written in the same way everywhere.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private readonly Dictionary<string, string> _shown = new(StringComparer.OrdinalIgnoreCase);

    private SecretSearch? _search;

    /// <summary>Whether nothing is hidden.</summary>
    public bool IsEmpty => _shown.Count == 0;

    /// <summary>Adds a text.</summary>
    /// <param name="secret">The text.</param>
    /// <param name="shown">What is shown instead.</param>
    public void Add(string secret, string shown)
    {
        if (secret.Length < ShortestSought || !_shown.TryAdd(secret, shown))
            return;
        _search = null;
        foreach (var written in Spellings(secret))
            _shown.TryAdd(written, shown);
    }

    /// <summary>Adds all texts of others.</summary>
    /// <param name="others">The others.</param>
    /// <returns>The same texts.</returns>
    public SecretTexts Add(SecretTexts others)
    {
        foreach (var (secret, shown) in others._shown)
        {
            if (_shown.TryAdd(secret, shown))
                _search = null;
        }

        return this;
    }

    /// <summary>Whether a text is one of them.</summary>
    /// <param name="text">The text.</param>
    public bool Contains(string text) => _shown.ContainsKey(text);

    /// <summary>Hides them in a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text without them; the same if there are none in it.</returns>
    public string HideIn(string text) =>
        IsEmpty || text.Length < ShortestSought ? text : (_search ??= new SecretSearch(Pieces())).Replace(text);

    // As the text stands within JSON, and within the query of an address.
    private static string[] Spellings(string secret) => !secret.AsSpan().ContainsAnyExcept(Plain) ? [] :
    [
        JsonEncodedText.Encode(secret).ToString(),
        JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        Uri.EscapeDataString(secret),
    ];

    private IEnumerable<(string Piece, string Shown)> Pieces()
    {
        foreach (var (secret, shown) in _shown)
        {
            if (secret.Length <= LongestPiece)
            {
                yield return (secret, shown);
                continue;
            }

            // The first piece stands for all of it.
            for (var from = 0; from < secret.Length;)
            {
                var to = Math.Min(secret.Length, from + LongestPiece);
                if (secret.Length - to < ShortestSought)
                    to = secret.Length;
                else if (char.IsLowSurrogate(secret[to]))
                    to++;
                yield return (secret[from..to], from == 0 ? shown : Masking.Mask);
                from = to;
            }
        }
    }
}
