using System.Globalization;
using Sagas.Chaos.Faults;
using Sagas.Chaos.Reports;
using Sagas.Chaos.Runs;

namespace Sagas.Tests.Chaos;

/// <summary>
/// A short run of <c>infra/chaos.sh</c>: two processes, and a broker and a database of its own that it stops, kills and
/// slows down. <c>SAGAS_TEST_CHAOS_SECONDS</c> and <c>SAGAS_TEST_CHAOS_SEED</c> set how long and what.
/// </summary>
[Servers]
[NonParallelizable]
internal class When_everything_fails_at_random
{
    private readonly int _seconds = Setting("SAGAS_TEST_CHAOS_SECONDS", 30);
    private readonly int _seed = Setting("SAGAS_TEST_CHAOS_SEED", Environment.TickCount & 0xFFFF);

    [Test]
    public async Task Should_lose_no_order_and_charge_none_twice()
    {
        var duration = TimeSpan.FromSeconds(_seconds);
        var output = Directory.CreateTempSubdirectory("sagas-chaos-report-");
        var settings = new ChaosSettings
        {
            Duration = duration,
            Seed = _seed,
            Instances = 2,
            Embedded = false,
            Kills = (int)(duration / ChaosSettings.KillInterval),
            OrdersPerSecond = 8,
        };

        var result = await new ChaosRun(settings, output, TestContext.Progress.WriteLine).RunAsync(CancellationToken.None);

        var report = MarkdownReport.Write(result);
        await TestContext.Out.WriteLineAsync(report);
        result.Holds.ShouldBeTrue($"See {output.FullName}\n{report}");
        result.Recoveries.Count(recovery => recovery.Fault.Plan.Kind == FaultKind.InstanceKilled).ShouldBe(settings.Kills);
        output.Delete(recursive: true);
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : otherwise;
}
