using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Cluster;

/// <summary>
/// Customers who order again and again until they are told to stop, and note what was accepted. Together they order less than
/// three nodes and two instances on a small machine can handle: what is tested is the loss of a node, not of breath.
/// </summary>
internal sealed class SteadyOrders : IAsyncDisposable
{
    private const int Customers = 6;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);
    private static readonly string[] Tokens = ["tok_visa", "tok_visa", "tok_flaky", "tok_declined", "tok_lost_answer"];

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Guid> _accepted = new();
    private readonly Task _all;
    private int _refused;

    public SteadyOrders(IReadOnlyList<HttpClient> services) =>
        _all = Task.WhenAll(Enumerable.Range(0, Customers)
            .Select(number => Task.Run(() => OrderAsync(services[number % services.Count], number))));

    public IReadOnlyCollection<Guid> Accepted => _accepted;

    /// <summary>How many orders got no answer, or another one than 202. They may be stored or not.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _all;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task OrderAsync(HttpClient service, int customer)
    {
        using var pauses = new PeriodicTimer(Pause);
        for (var number = 0; !_stop.IsCancellationRequested; number++, await pauses.WaitForNextTickAsync(CancellationToken.None))
        {
            using var content = new StringContent(
                RunningService.OrderOf(Tokens[(number + customer) % Tokens.Length], $"c-{customer}"), Encoding.UTF8,
                "application/json");
            try
            {
                using var response = await service.PostAsync(new Uri("/orders", UriKind.Relative), content);
                response.EnsureSuccessStatusCode();
                _accepted.Enqueue((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("orderId").GetGuid());
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                Interlocked.Increment(ref _refused);
            }
        }
    }
}
