using System.Globalization;
using Sagas.Access.Callers;
using Sagas.Hosting.Startup;
using Sagas.Orders.Samples;

namespace Sagas.Commands;

/// <summary><c>sample</c>: places sample orders with a running service, and shows how far it is.</summary>
internal static class SampleCommand
{
    /// <summary>How it is asked for.</summary>
    public const string Usage = "Usage: sample [--orders 200] [--url http://localhost:8080] [--api-key sagas_…]";

    private const string Word = "sample";
    private const int AtATime = 4;
    private const int BarWidth = 40;
    private const int CouldNotBeAsked = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Whether the program was started for that.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>Whether it begins with the word.</returns>
    public static bool IsAskedFor(string[] args) => args is [Word, ..];

    /// <summary>Places the orders.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The exit code: 0 if all were accepted, 1 if some were not, 2 if nothing could be asked.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Read(args) is not { } asked)
        {
            await Console.Error.WriteLineAsync(Usage);
            return CouldNotBeAsked;
        }

        using var client = new HttpClient { BaseAddress = asked.Address, Timeout = Patience };
        if (asked.Key is not null)
            client.DefaultRequestHeaders.Add(ApiKey.Header, asked.Key);
        return await PlaceAsync(client, asked.Count);
    }

    private static async Task<int> PlaceAsync(HttpClient client, int count)
    {
        var (placed, failed, firstFailure) = (0, 0, (string?)null);
        using var showing = new SemaphoreSlim(1);
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (number, stop) =>
        {
            var failure = await TryPlaceAsync(client, number, stop);
            await showing.WaitAsync(stop);
            placed++;
            if (failure is not null)
                (failed, firstFailure) = (failed + 1, firstFailure ?? failure);
            if (!Console.IsOutputRedirected || placed == count)
                await Console.Out.WriteAsync($"{(Console.IsOutputRedirected ? "" : "\r")}{Bar(placed, count)}");
            showing.Release();
        });
        await Console.Out.WriteLineAsync();
        if (failed == 0)
        {
            await Console.Out.WriteLineAsync($"Watch them at {client.BaseAddress}");
            return 0;
        }

        await Console.Error.WriteLineAsync($"{failed} of {count} orders were not accepted. The first: {firstFailure}");
        return 1;
    }

    private static async Task<string?> TryPlaceAsync(HttpClient client, int number, CancellationToken cancellationToken)
    {
        var order = SampleMix.Order(number, DateTimeOffset.UnixEpoch);
        try
        {
            using var answer = await client.PostAsJsonAsync(
                "/orders", new { order.CustomerId, order.Email, order.Currency, order.Lines, order.PaymentToken }, cancellationToken);
            return answer.IsSuccessStatusCode
                ? null
                : $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}";
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return $"no answer from {client.BaseAddress}: {exception.Message}";
        }
    }

    private static string Bar(int done, int all)
    {
        var filled = BarWidth * done / all;
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {done} of {all} orders");
    }

    private static (int Count, Uri Address, string? Key)? Read(string[] args)
    {
        var (count, address, key) = (SampleMix.DefaultCount * 5, new Uri(ApiHost.DefaultAddress), (string?)null);
        for (var i = 1; i < args.Length; i += 2)
        {
            var value = args.ElementAtOrDefault(i + 1);
            switch (args[i])
            {
                case "--orders" when int.TryParse(value, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= SampleMix.MostOrders:
                case "--url" when Uri.TryCreate(value, UriKind.Absolute, out address!) && address.Scheme is "http" or "https":
                    break;
                case "--api-key" when value is { Length: > 0 }:
                    key = value;
                    break;
                default:
                    return null;
            }
        }

        return (count, address, key);
    }
}
