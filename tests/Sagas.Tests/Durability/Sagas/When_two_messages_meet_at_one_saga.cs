using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Sagas;

[EveryBed]
internal class When_two_messages_meet_at_one_saga
{
    [Test]
    public async Task Should_run_the_later_one_again_and_lose_neither()
    {
        await using var host = await DurableHost.StartAsync();
        var parcelId = Guid.NewGuid();
        await host.DeliverAsync("ParcelState", new ParcelPosted(parcelId, "1 Main Street"), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(), "the saga");

        // Nothing partitions the queue, so that they read the same version again and again.
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            host.DeliverAsync("ParcelState", new ParcelTouched(parcelId, $"note {i}"), Guid.NewGuid())));
        await host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.Version == 41), "all messages");

        (await host.FindParcelAsync(parcelId))!.Touches.ShouldBe(40);
        var versions = await host.InDatabaseAsync(
            db => db.Set<SagaTransition>().OrderBy(x => x.Version).Select(x => x.Version).ToListAsync());
        versions.ShouldBe(Enumerable.Range(1, 41));
    }

    [Test]
    public async Task Should_create_one_saga_when_two_messages_start_it()
    {
        await using var host = await DurableHost.StartAsync();
        var parcelId = Guid.NewGuid();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            host.DeliverAsync("ParcelState", new ParcelPosted(parcelId, $"{i} Main Street"), Guid.NewGuid())));
        await host.UntilAsync(
            db => db.Set<InboxMessage>().CountAsync().ContinueWith(t => t.Result == 8, TaskScheduler.Default), "all messages");

        (await host.FindParcelAsync(parcelId))!.Version.ShouldBe(1);
        (await host.InDatabaseAsync(db => db.Set<SagaTransition>().CountAsync())).ShouldBe(1);
    }

    [Test]
    public async Task Should_run_a_consumer_again_whose_own_row_met_another()
    {
        await using var host = await DurableHost.StartAsync();
        var parcelId = Guid.NewGuid();
        host.Script.DuringConsume = async (run, _) =>
        {
            if (run > 1)
                throw new InvalidOperationException("Stamped already.");
            await host.InDatabaseAsync(async db =>
            {
                db.Add(new Stamp { StampId = Guid.NewGuid(), ParcelId = parcelId, Amount = 7 });
                return await db.SaveChangesAsync();
            });
        };

        await host.DeliverAsync("StampParcel", new StampParcel(parcelId, 1), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the second run");

        host.Script.Runs.ShouldBe(2);
        (await host.InDatabaseAsync(db => db.Set<Stamp>().SingleAsync())).Amount.ShouldBe(7);
    }
}
