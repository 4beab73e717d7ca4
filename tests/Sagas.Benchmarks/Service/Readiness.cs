namespace Sagas.Benchmarks.Service;

/// <summary>Waits until a service reports that it is ready.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until it is ready.</summary>
    /// <param name="address">The service's address.</param>
    /// <param name="unlessEnded">Throws if the service has ended.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public static async Task UntilAsync(Uri address, Action unlessEnded, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var pause = new PeriodicTimer(Pause);
        while (!await IsReadyAsync(client, cancellationToken))
        {
            unlessEnded();
            await pause.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
