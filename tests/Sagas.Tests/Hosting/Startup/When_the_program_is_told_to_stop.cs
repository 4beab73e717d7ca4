using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Sagas.Tests.Crash;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Hosting.Startup;

/// <summary>Whatever it is doing, it ends by itself, and in time.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_the_program_is_told_to_stop
{
    private readonly SagasProgram _program = new();
    private TestBed _bed = null!;

    [SetUp]
    public async Task Start_nothing_yet() => _bed = await TestBeds.ForServiceAsync();

    [TearDown]
    public async Task Leave_nothing_behind()
    {
        _program.Dispose();
        _program.DeleteData();
        await _bed.DisposeAsync();
    }

    // It would be paused for longer than this test waits.
    [Test]
    public async Task Should_end_at_once_although_a_queue_is_paused()
    {
        await StartAsync(
            ("Sagas:StopTimeout", "00:10:00"), ("Sagas:Durability:BreakerFailures", "3"),
            ("Sagas:Durability:BreakerPause", "00:15:00"));
        for (var i = 0; i < 3; i++)
            await OrderAsync("tok_down");
        await UntilOverviewAsync(
            overview => overview.GetProperty("pausedQueues").GetArrayLength() == 1, "the queue to be paused");
        await OrderAsync("tok_visa");

        (await _program.TerminateAsync()).ShouldBe(0, _program.Output);
    }

    [Test]
    public async Task Should_end_although_a_payment_takes_for_ever()
    {
        await StartAsync(("Sagas:StopTimeout", "00:00:05"), ("Sagas:Payments:SlowDelay", "00:10:00"));
        await OrderAsync("tok_slow");
        await UntilOverviewAsync(IsAwaitingPayment, "the payment");

        (await _program.TerminateAsync()).ShouldBe(0, _program.Output);
    }

    [Test]
    public async Task Should_end_although_a_message_waits_for_its_next_attempt()
    {
        await StartAsync(("Sagas:StopTimeout", "00:00:05"), ("Sagas:Durability:RetryDelays:0", "00:01:00"));
        await OrderAsync("tok_down");
        await UntilOverviewAsync(IsAwaitingPayment, "the payment");

        (await _program.TerminateAsync()).ShouldBe(0, _program.Output);
    }

    private async Task StartAsync(params (string Key, string Value)[] settings)
    {
        _program.Use(_bed);
        foreach (var (key, value) in settings)
            _program.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        await _program.StartAsync();
    }

    private async Task OrderAsync(string token)
    {
        using var content = new StringContent(RunningService.OrderOf(token), Encoding.UTF8, "application/json");
        using var answer = await _program.Client.PostAsync(new Uri("/orders", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    private static bool IsAwaitingPayment(JsonElement overview) =>
        overview.GetProperty("sagaTypes")[0].GetProperty("counts").TryGetProperty("AwaitingPayment", out var count)
        && count.GetInt64() == 1;

    private Task UntilOverviewAsync(Func<JsonElement, bool> condition, string what) => Eventually.BecomesTrueAsync(
        async () => condition(await _program.Client.GetFromJsonAsync<JsonElement>(
            new Uri("/operations/overview", UriKind.Relative))),
        what);
}
