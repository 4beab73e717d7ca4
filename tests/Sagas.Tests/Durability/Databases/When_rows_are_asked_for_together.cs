using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Databases;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Databases;

[EveryBed]
internal class When_rows_are_asked_for_together
{
    private const int Many = 20;

    [Test]
    public async Task Should_give_everybody_what_was_asked_for()
    {
        await using var host = await DurableHost.StartAsync();
        var stamps = await StoreAsync(host);
        var rows = host.Services.GetRequiredService<IStoredRows<Stamp>>();

        var found = await Task.WhenAll(
            stamps.Append(Guid.NewGuid()).Select(stampId => rows.FindAsync([stampId], CancellationToken.None)));

        found.Select(stamp => stamp?.StampId).ShouldBe([.. stamps, null]);
    }

    [Test]
    public async Task Should_give_each_a_row_of_its_own_who_ask_for_the_same()
    {
        await using var host = await DurableHost.StartAsync();
        var stampId = (await StoreAsync(host))[0];
        var rows = host.Services.GetRequiredService<IStoredRows<Stamp>>();

        var found = await Task.WhenAll(
            Enumerable.Repeat(stampId, Many).Select(same => rows.FindAsync([same], CancellationToken.None)));

        found.ShouldAllBe(stamp => stamp!.StampId == stampId);
        found.Distinct(ReferenceEqualityComparer.Instance).Count().ShouldBe(Many);
    }

    [Test]
    public async Task Should_fail_only_the_one_that_cannot_be_read()
    {
        await using var host = await DurableHost.StartAsync();
        var stamps = await StoreAsync(host);
        var rows = host.Services.GetRequiredService<IStoredRows<Stamp>>();

        var wrong = rows.FindAsync([new object()], CancellationToken.None);
        var asked = stamps.Select(stampId => rows.FindAsync([stampId], CancellationToken.None)).ToList();
        var wrongToo = rows.FindAsync([new object()], CancellationToken.None);

        (await Task.WhenAll(asked)).Select(stamp => stamp!.StampId).ShouldBe(stamps);
        await Should.ThrowAsync<Exception>(wrong);
        await Should.ThrowAsync<Exception>(wrongToo);
    }

    private static async Task<IReadOnlyList<Guid>> StoreAsync(DurableHost host)
    {
        var stamps = Enumerable.Range(0, Many)
            .Select(_ => new Stamp { StampId = Guid.NewGuid(), ParcelId = Guid.NewGuid() }).ToList();
        await host.InDatabaseAsync(database =>
        {
            database.AddRange(stamps);
            return database.SaveChangesAsync();
        });
        return stamps.ConvertAll(stamp => stamp.StampId);
    }
}
