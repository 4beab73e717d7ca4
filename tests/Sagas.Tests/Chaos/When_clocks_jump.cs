using Sagas.Faults.Clocks;
using Sagas.Tests.Time;

namespace Sagas.Tests.Chaos;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_clocks_jump : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagas-clock-");
    private readonly ClockFile _file;
    private readonly JumpingClock _clock;

    public When_clocks_jump()
    {
        _file = new ClockFile(Path.Combine(_folder.FullName, "clock"));
        _clock = new JumpingClock(_file.Path);
    }

    private TimeSpan Ahead => _clock.GetUtcNow() - TimeProvider.System.GetUtcNow();

    public void Dispose() => _folder.Delete(recursive: true);

    [Test]
    public void Should_tell_the_time_of_day_as_long_as_none_has_jumped() =>
        Ahead.ShouldBe(TimeSpan.Zero, TimeSpan.FromSeconds(1));

    [Test]
    public async Task Should_be_ahead_by_all_jumps()
    {
        await _file.JumpAsync(TimeSpan.FromMinutes(2), CancellationToken.None);
        await _file.JumpAsync(TimeSpan.FromMinutes(3), CancellationToken.None);

        await Eventually.BecomesTrueAsync(
            () => (Ahead - TimeSpan.FromMinutes(5)).Duration() < TimeSpan.FromSeconds(1), "the clock has heard of it");
    }

    [Test]
    public async Task Should_not_put_time_spans_forward()
    {
        var begin = _clock.GetTimestamp();
        await _file.JumpAsync(TimeSpan.FromHours(1), CancellationToken.None);
        await Eventually.BecomesTrueAsync(() => Ahead > TimeSpan.FromMinutes(59), "the clock has heard of it");

        _clock.GetElapsedTime(begin).ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }
}
