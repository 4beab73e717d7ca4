using System.Globalization;
using System.Text;

namespace Sagas.Tests.Fuzz;

/// <summary>What the service answered.</summary>
/// <param name="Status">The status; 0 if it hung up.</param>
/// <param name="Head">Status line and headers.</param>
/// <param name="Body">The body, or what came of it at first if it never ends.</param>
internal sealed record RawAnswer(int Status, string Head, string Body)
{
    private const string EndOfHead = "\r\n\r\n";

    public static readonly RawAnswer HungUp = new(0, "", "");

    public bool IsStream => Head.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);

    public bool IsJson => Head.Contains("json", StringComparison.OrdinalIgnoreCase);

    /// <summary>One document on each line.</summary>
    public bool IsJsonLines => Head.Contains("ndjson", StringComparison.OrdinalIgnoreCase);

    public static async Task<RawAnswer> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var read = new List<byte>();
        var buffer = new byte[8192];
        while (true)
        {
            var count = await stream.ReadAsync(buffer, cancellationToken);
            read.AddRange(buffer.AsSpan(0, count));
            var answer = Parse(Encoding.UTF8.GetString([.. read]));
            if (count == 0 || answer.IsStream)
                return answer;
        }
    }

    private static RawAnswer Parse(string text)
    {
        var end = text.IndexOf(EndOfHead, StringComparison.Ordinal);
        if (end < 0)
            return HungUp;
        var head = text[..end];
        return new(
            int.Parse(head.Split(' ')[1], CultureInfo.InvariantCulture), head, Unchunked(head, text[(end + EndOfHead.Length)..]));
    }

    private static string Unchunked(string head, string body)
    {
        if (!head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
            return body;
        var whole = new StringBuilder();
        // Chunks count bytes, but whatever is asked of the body here does not care where a chunk ends.
        foreach (var line in body.Split("\r\n").Where((_, index) => index % 2 == 1))
            whole.Append(line);
        return whole.ToString();
    }
}
