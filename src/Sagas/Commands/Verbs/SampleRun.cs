using System.Globalization;
using Sagas.Access.Callers;
using Sagas.Commands.Help;
using Sagas.Orders.Samples;

namespace Sagas.Commands.Verbs;

/// <summary>Places sample orders over HTTP.</summary>
internal static class SampleRun
{
    private const int AtATime = 4;
    private const int BarWidth = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Places the orders, and shows how far it is.</summary>
    /// <param name="count">How many.</param>
    /// <param name="address">Where the service is.</param>
    /// <param name="key">The caller's key; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The exit code: 0 if all were accepted, 1 if some were not.</returns>
    public static async Task<int> RunAsync(int count, Uri address, string? key, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = Patience };
        if (key is not null)
            client.DefaultRequestHeaders.Add(ApiKey.Header, key);
        return await PlaceAsync(client, count, cancellationToken);
    }

    private static async Task<int> PlaceAsync(HttpClient client, int count, CancellationToken cancellationToken)
    {
        var (asked, placed, firstFailure) = (0, 0, (string?)null);
        using var showing = new SemaphoreSlim(1);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, count), parallel, async (number, stop) =>
        {
            var failure = await TryPlaceAsync(client, number, stop);
            await showing.WaitAsync(stop);
            asked++;
            placed += failure is null ? 1 : 0;
            firstFailure ??= failure;
            if (!Console.IsOutputRedirected || asked == count)
                await Console.Out.WriteAsync($"{(Console.IsOutputRedirected ? "" : "\r")}{Bar(placed, count)}");
            showing.Release();
        });
        await Console.Out.WriteLineAsync();
        if (placed == count)
        {
            await Console.Out.WriteLineAsync($"Watch them at {client.BaseAddress}");
            return ExitCodes.Done;
        }

        await Console.Error.WriteLineAsync($"{count - placed} of {count} orders were not accepted. The first: {firstFailure}");
        return ExitCodes.Failed;
    }

    private static async Task<string?> TryPlaceAsync(HttpClient client, int number, CancellationToken cancellationToken)
    {
        var order = SampleMix.Order(number, DateTimeOffset.UnixEpoch);
        try
        {
            using var answer = await client.PostAsJsonAsync(
                "/orders",
                new { order.CustomerId, order.Email, order.Currency, order.Lines, order.PaymentToken },
                cancellationToken);
            return answer.IsSuccessStatusCode
                ? null
                : $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}";
        }
        catch (Exception exception)
            when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return $"no answer from {client.BaseAddress}: {exception.Message}";
        }
    }

    private static string Bar(int done, int all)
    {
        var filled = BarWidth * done / all;
        var bar = new string('#', filled).PadRight(BarWidth, '.');
        return string.Create(CultureInfo.InvariantCulture, $"[{bar}] {done} of {all} orders");
    }
}
