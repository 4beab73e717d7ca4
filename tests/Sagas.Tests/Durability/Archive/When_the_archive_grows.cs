using Sagas.Tests.Durability.World;
using Sagas.Tests.Hosting.Telemetry.World;

namespace Sagas.Tests.Durability.Archive;

// Instruments and spans are the whole run's: other services would be heard, too.
[NonParallelizable]
internal class When_the_archive_grows
{
    [Test]
    public async Task Should_count_what_was_archived()
    {
        using var recorder = new MeasurementRecorder();
        await using var host = await DurableHost.StartAsync(configure: ParcelArchive.Configure);
        await host.PlantAsync([Guid.NewGuid(), Guid.NewGuid()]);
        host.Time.Advance(ParcelArchive.After + TimeSpan.FromMinutes(1));

        await host.ArchiveAsync();

        recorder.Sum("sagas.archived", "saga=ParcelState").ShouldBe(2);
    }
}
