using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Operations.Alerts;
using Sagas.Tests.Hosting.Telemetry.World;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Operations.Alerts;

// Instruments and spans are the whole run's: other services would be heard, too.
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_open_alerts_are_told
{
    private const string Gauge = "sagas.alerts.open";
    private const string Stuck = "saga=OrderState state=AwaitingNotification";

    private RunningService _service = null!;
    private MeasurementRecorder _recorder = null!;

    [SetUp]
    public async Task Let_an_order_be_stuck()
    {
        _service = await RunningService.StartAsync(
            ("Sagas:Operations:Expected:OrderState:AwaitingNotification", "00:00:30"),
            ("Sagas:Orders:NotificationTimeout", "1.00:00:00"));
        _recorder = new MeasurementRecorder(_service.Services.GetRequiredService<IMeterFactory>());
        await _service.SubmitPaidAsync("tok_visa", "c-1");
    }

    [TearDown]
    public async Task Stop_the_service()
    {
        _recorder.Dispose();
        await _service.DisposeAsync();
    }

    [Test]
    public async Task Should_tell_of_them_until_they_are_closed()
    {
        await TellsAsync(null);

        _service.Time.Advance(TimeSpan.FromSeconds(31));
        await LookAsync();
        await TellsAsync(1);

        var alert = (await _service.GetAsync<List<AlertView>>("/operations/alerts")).ShouldHaveSingleItem();
        using var answer = await _service.PostAsync(
            $"/operations/alerts/{alert.AlertId}/acknowledge", """{"reason":"The mail server is being mended"}""");
        await TellsAsync(0);
        _recorder.Now("sagas.alerts.acknowledged", Stuck).ShouldBe(1);
    }

    private Task LookAsync() => _service.Services.GetRequiredService<AlertWatch>().LookAsync(CancellationToken.None);

    private Task TellsAsync(double? value) => _service.UntilAsync(
        () =>
        {
            _service.Time.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult(_recorder.Now(Gauge, Stuck) == value);
        },
        $"{value} to be told");
}
