using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Gauges;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Hosting.Telemetry.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Gauges;

// Instruments and spans are the whole run's: other services would be heard, too.
[NonParallelizable]
internal class When_what_is_stored_is_told
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    [Test]
    public async Task Should_tell_how_much_waits_and_for_how_long()
    {
        await using var host = await DurableHost.StartAsync(started: false);
        using var recorder = RecorderOf(host);
        var now = host.Time.GetUtcNow();
        await StoreAsync(
            host,
            Row(now - TimeSpan.FromSeconds(40), dueAt: null, now + TimeSpan.FromSeconds(25)),
            Row(now - TimeSpan.FromSeconds(10), dueAt: null, now + TimeSpan.FromSeconds(25)),
            Row(now, dueAt: now + TimeSpan.FromHours(1), now + TimeSpan.FromHours(1)),
            Row(now, dueAt: now + TimeSpan.FromSeconds(40), now + TimeSpan.FromSeconds(40)),
            Row(now, dueAt: now - TimeSpan.FromSeconds(4), now + TimeSpan.FromSeconds(20)),
            Row(now, dueAt: now - TimeSpan.FromSeconds(6), now + TimeSpan.FromSeconds(20)));

        var gauges = host.Services.GetServices<ISampledGauges>().ToList();
        await SampleAsync(host, gauges, now);

        recorder.Now("sagas.outbox.depth").ShouldBe(2);
        recorder.Now("sagas.outbox.oldest_age").ShouldNotBeNull().ShouldBe(40, tolerance: 0.01);
        recorder.Now("sagas.timers.pending").ShouldBe(4);
        recorder.Now("sagas.timers.late").ShouldBe(1);
    }

    [Test]
    public async Task Should_tell_that_nothing_waits()
    {
        await using var host = await DurableHost.StartAsync();
        using var recorder = RecorderOf(host);

        await TellsAsync(host, recorder, "sagas.outbox.depth", "", 0);
        recorder.Now("sagas.outbox.oldest_age").ShouldBe(0);
        recorder.Now("sagas.timers.pending").ShouldBe(0);
        recorder.Now("sagas.timers.late").ShouldBe(0);
    }

    [Test]
    public async Task Should_tell_of_dead_letters_until_they_are_gone()
    {
        await using var host = await DurableHost.StartAsync();
        using var recorder = RecorderOf(host);
        await StoreAsync(host, Letter("a"), Letter("a"), Letter("b"));

        await TellsAsync(host, recorder, "sagas.dead_letters.stored", "endpoint=a", 2);
        await TellsAsync(host, recorder, "sagas.dead_letters.stored", "endpoint=b", 1);

        await host.InDatabaseAsync(
            db => db.Set<DeadLetter>().Where(deadLetter => deadLetter.Endpoint == "a").ExecuteDeleteAsync());
        await TellsAsync(host, recorder, "sagas.dead_letters.stored", "endpoint=a", 0);
    }

    [Test]
    public async Task Should_tell_nothing_that_could_not_be_read()
    {
        await using var host = await DurableHost.StartAsync();
        using var recorder = RecorderOf(host);
        await TellsAsync(host, recorder, "sagas.outbox.depth", "", 0);

        await host.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE DeadLetters RENAME TO Elsewhere"));
        await TellsAsync(host, recorder, "sagas.outbox.depth", "", null);

        await host.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE Elsewhere RENAME TO DeadLetters"));
        await TellsAsync(host, recorder, "sagas.outbox.depth", "", 0);
    }

    [Test]
    public async Task Should_read_nothing_in_a_process_that_is_not_to_tell()
    {
        await using var host = await DurableHost.StartAsync(configure: options => options.SamplesDatabase = false);
        using var recorder = RecorderOf(host);

        host.Time.Advance(Interval * 10);
        await host.UntilQuietAsync();

        recorder.Now("sagas.outbox.depth").ShouldBeNull();
    }

    private static MeasurementRecorder RecorderOf(DurableHost host) => new(host.Services.GetRequiredService<IMeterFactory>());

    private static Task TellsAsync(DurableHost host, MeasurementRecorder recorder, string gauge, string tags, double? value) =>
        Eventually.BecomesTrueAsync(
            () =>
            {
                host.Time.Advance(Interval);
                return recorder.Now(gauge, tags) == value;
            },
            $"{gauge} {tags} to be {value}");

    private static async Task SampleAsync(DurableHost host, List<ISampledGauges> gauges, DateTimeOffset now)
    {
        await host.InDatabaseAsync(async db =>
        {
            foreach (var gauge in gauges)
                await gauge.SampleAsync(db, now, default);
            return gauges.Count;
        });
    }

    private static Task<int> StoreAsync(DurableHost host, params object[] rows) => host.InDatabaseAsync(db =>
    {
        db.AddRange(rows);
        return db.SaveChangesAsync();
    });

    private static OutboxMessage Row(DateTimeOffset createdAt, DateTimeOffset? dueAt, DateTimeOffset visibleAt) => new()
    {
        OutboxId = Guid.NewGuid(),
        MessageId = Guid.NewGuid(),
        DestinationAddress = "loopback://localhost/nobody",
        MessageTypes = "urn:message:Nothing",
        ContentType = "application/json",
        Headers = "{}",
        Body = "{}",
        CreatedAt = createdAt,
        DueAt = dueAt,
        VisibleAt = visibleAt,
    };

    private static DeadLetter Letter(string endpoint) => new()
    {
        DeadLetterId = Guid.NewGuid(),
        MessageTypes = "",
        Endpoint = endpoint,
        ContentType = "application/json",
        Headers = "{}",
        Body = "{}",
        Reason = "broken",
    };
}
