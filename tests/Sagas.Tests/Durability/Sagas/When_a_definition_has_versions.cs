using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Sagas;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Sagas;

[EveryBed]
internal class When_a_definition_has_versions
{
    [Test]
    public async Task Should_note_with_each_saga_by_which_of_them_it_was_made()
    {
        await using var host = await DurableHost.StartAsync();

        var parcelId = await PostedAsync(host);

        (await host.FindParcelAsync(parcelId))!.DefinitionVersion.ShouldBe(ParcelStateMachine.DefinitionVersion);
        (await ChangedVersionAsync(host, parcelId, step: 1)).ShouldBe(ParcelStateMachine.DefinitionVersion);
    }

    [Test]
    public async Task Should_take_over_the_sagas_of_an_older_one_with_their_next_step()
    {
        await using var host = await DurableHost.StartAsync();
        var parcelId = await PostedAsync(host, by: 1);

        await host.Bus.Publish(new ParcelTouched(parcelId, "handle with care"));
        await host.UntilAsync(
            db => db.Set<ParcelState>().AnyAsync(x => x.CorrelationId == parcelId && x.Version == 2), "the next step");

        (await host.FindParcelAsync(parcelId))!.DefinitionVersion.ShouldBe(ParcelStateMachine.DefinitionVersion);
        (await ChangedVersionAsync(host, parcelId, step: 2)).ShouldBe(ParcelStateMachine.DefinitionVersion);
    }

    [Test]
    public async Task Should_not_touch_a_saga_of_an_older_one_by_what_it_ignores()
    {
        await using var host = await DurableHost.StartAsync();
        var parcelId = await PostedAsync(host, by: 1);

        await host.Bus.Publish(new ParcelPosted(parcelId, "2 Main Street"));
        await host.UntilQuietAsync();

        (await host.FindParcelAsync(parcelId))!.DefinitionVersion.ShouldBe(1);
    }

    [Test]
    public async Task Should_leave_the_sagas_of_a_newer_one_to_a_newer_program()
    {
        await using var host = await DurableHost.StartAsync();
        const int newer = ParcelStateMachine.DefinitionVersion + 1;
        var parcelId = await PostedAsync(host, by: newer);

        await host.Bus.Publish(new ParcelTouched(parcelId, "handle with care"));
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the message to be refused");

        var parcel = (await host.FindParcelAsync(parcelId))!;
        (parcel.Version, parcel.DefinitionVersion, parcel.Note).ShouldBe((1, newer, null));
        var refused = await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
        refused.ExceptionType.ShouldBe(typeof(NewerDefinitionException).FullName);
        refused.Reason.ShouldBe(
            $"ParcelState {parcelId} was handled by version {newer} of its definition, and this program has version {ParcelStateMachine.DefinitionVersion}. A newer program must handle the message.");
    }

    private static async Task<Guid> PostedAsync(DurableHost host, int? by = null)
    {
        var parcelId = Guid.NewGuid();
        await host.Bus.Publish(new ParcelPosted(parcelId, "1 Main Street"));
        await host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.CorrelationId == parcelId), "the parcel");
        await host.UntilQuietAsync();
        if (by is { } version)
        {
            await host.InDatabaseAsync(db => db.Set<ParcelState>().Where(x => x.CorrelationId == parcelId)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.DefinitionVersion, version)));
        }

        return parcelId;
    }

    private static async Task<int> ChangedVersionAsync(DurableHost host, Guid parcelId, int step)
    {
        var changes = await host.InDatabaseAsync(db => db.Set<SagaTransition>()
            .Where(x => x.SagaId == parcelId && x.Version == step).Select(x => x.Changes).SingleAsync());
        return JsonDocument.Parse(changes).RootElement.GetProperty("definitionVersion").GetInt32();
    }
}
