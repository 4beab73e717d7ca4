using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Sagas.Benchmarks.Measuring;

/// <summary>Asks for something over HTTP again and again, as one caller does who waits for each answer.</summary>
internal static class AskedAddress
{
    /// <summary>How often it is asked before anything is measured.</summary>
    public const int WarmUps = 5;

    /// <summary>How often it is measured.</summary>
    public const int Times = 20;

    /// <summary>Asks.</summary>
    /// <param name="client">The service.</param>
    /// <param name="address">The address, by number: the warm-ups have the first.</param>
    /// <param name="beforeEach">What is done right before each.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How long each answer took, and how large it was.</returns>
    public static async IAsyncEnumerable<(TimeSpan Took, int Bytes)> AskAsync(
        HttpClient client, Func<int, string> address, Action? beforeEach = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < WarmUps + Times; i++)
        {
            beforeEach?.Invoke();
            var begin = Stopwatch.GetTimestamp();
            // Throws unless it is answered with 200.
            var body = await client.GetByteArrayAsync(new Uri(address(i), UriKind.Relative), cancellationToken);
            if (i >= WarmUps)
                yield return (Stopwatch.GetElapsedTime(begin), body.Length);
        }
    }
}
