using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Sagas.Benchmarks.Measuring;

/// <summary>Sends a request over HTTP again and again, like a single caller who waits for each response.</summary>
internal static class AskedAddress
{
    /// <summary>How often it is sent before anything is measured.</summary>
    public const int WarmUps = 5;

    /// <summary>How often it is measured.</summary>
    public const int Times = 20;

    /// <summary>Sends the requests.</summary>
    /// <param name="client">The service.</param>
    /// <param name="address">The address, by number: the warm-ups have the first.</param>
    /// <param name="beforeEach">What to do right before each.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>How long each response took, and how large it was.</returns>
    public static async IAsyncEnumerable<(TimeSpan Took, int Bytes)> AskAsync(
        HttpClient client, Func<int, string> address, Action? beforeEach = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < WarmUps + Times; i++)
        {
            beforeEach?.Invoke();
            var begin = Stopwatch.GetTimestamp();
            // Throws unless the response is 200.
            var body = await client.GetByteArrayAsync(new Uri(address(i), UriKind.Relative), cancellationToken);
            if (i >= WarmUps)
                yield return (Stopwatch.GetElapsedTime(begin), body.Length);
        }
    }
}
