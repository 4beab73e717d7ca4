using System.Text;
using Sagas.Tests.Crash;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Commands;

/// <summary>The real program gets a SIGTERM while a payment is in progress that takes longer than commands have to end.</summary>
internal sealed class When_the_service_is_told_to_stop : IDisposable
{
    private readonly SagasProgram _service = new() { Environment = { ["Sagas__Payments__SlowDelay"] = "00:00:05" } };

    [Test]
    public async Task Should_finish_what_it_has_begun()
    {
        await _service.StartAsync();
        using var order = new StringContent(RunningService.OrderOf("tok_slow"), Encoding.UTF8, "application/json");
        using var answer = await _service.Client.PostAsync(new Uri("/orders", UriKind.Relative), order);
        await Eventually.BecomesTrueAsync(
            async () => (await ViewAsync(answer.Headers.Location!)).Contains("\"AwaitingPayment\"", StringComparison.Ordinal),
            "the payment is in progress");

        (await _service.TerminateAsync()).ShouldBe(0, _service.Output);
    }

    public void Dispose()
    {
        _service.Dispose();
        _service.DeleteData();
    }

    private Task<string> ViewAsync(Uri order) => _service.Client.GetStringAsync(order);
}
