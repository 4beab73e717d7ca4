using Microsoft.EntityFrameworkCore;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Sagas;

/// <summary>A parcel and its insurance are two sagas under the id of the parcel.</summary>
[EveryBed]
internal class When_sagas_share_an_id
{
    private static readonly TimeSpan LongEnough = ParcelArchive.After + TimeSpan.FromMinutes(1);

    private DurableHost _host = null!;

    [SetUp]
    public async Task Start() => _host = await DurableHost.StartAsync(configure: ParcelArchive.Configure);

    [TearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task Should_have_a_history_each()
    {
        var parcelId = await _host.DeliverParcelAsync();
        await _host.InsureAsync(parcelId, 100);
        await _host.TellPolicyAsync(new ParcelDamaged(parcelId, "a corner"), policy => policy.Damage == "a corner");

        (await StepsAsync<ParcelState>(parcelId)).Select(step => step.Version).ShouldBe([1, 2]);
        (await StepsAsync<PolicyState>(parcelId)).Select(step => step.Version).ShouldBe([1, 2]);
        await _host.HistoryShouldHoldAsync<ParcelState>();
        await _host.HistoryShouldHoldAsync<PolicyState>();
        (await _host.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync())).ShouldBeFalse();
    }

    [Test]
    public async Task Should_be_archived_without_the_steps_of_the_other()
    {
        var parcelId = await _host.DeliverParcelAsync();
        await _host.InsureAsync(parcelId, 100);
        var before = await StepsAsync<PolicyState>(parcelId);
        _host.Time.Advance(LongEnough);

        (await _host.ArchiveAsync()).ShouldBe(1, "The timer is that of the insurance.");

        (await StepsAsync<ParcelState>(parcelId)).ShouldBeEmpty();
        (await StepsAsync<PolicyState>(parcelId)).Select(step => step.Position).ShouldBe(before.Select(step => step.Position));
        (await _host.FindArchivedAsync(parcelId))!.Version.ShouldBe(2);
        await _host.HistoryShouldHoldAsync<PolicyState>();
        await _host.ArchiveShouldHoldAsync<ParcelState>();
    }

    [Test]
    public async Task Should_begin_although_the_other_is_archived()
    {
        var parcelId = await _host.DeliverParcelAsync();
        _host.Time.Advance(LongEnough);
        (await _host.ArchiveAsync()).ShouldBe(1);

        await _host.InsureAsync(parcelId, 100);

        (await _host.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync())).ShouldBeFalse();
        await _host.HistoryShouldHoldAsync<PolicyState>();
        await _host.ArchiveShouldHoldAsync<ParcelState>();
    }

    [Test]
    public async Task Should_keep_their_dead_letters_apart()
    {
        var parcelId = await _host.DeliverParcelAsync();
        await _host.InsureAsync(parcelId, 100);
        var ofParcel = await ConversationAsync<ParcelState>(parcelId);
        var ofPolicy = await ConversationAsync<PolicyState>(parcelId);
        await PlantLetterAsync(ofParcel);
        await PlantLetterAsync(ofPolicy);

        (await FindLettersAsync(parcelId, nameof(ParcelState))).ShouldBe([ofParcel]);
        (await FindLettersAsync(parcelId, nameof(PolicyState))).ShouldBe([ofPolicy]);
        (await FindLettersAsync(parcelId, sagaType: null)).ShouldBe([ofParcel, ofPolicy], ignoreOrder: true);
    }

    [Test]
    public async Task Should_miss_no_dead_letter_when_one_of_them_is_archived()
    {
        var parcelId = await _host.DeliverParcelAsync();
        await _host.InsureAsync(parcelId, 100);
        var ofParcel = await ConversationAsync<ParcelState>(parcelId);
        var ofPolicy = await ConversationAsync<PolicyState>(parcelId);
        _host.Time.Advance(LongEnough);
        (await _host.ArchiveAsync()).ShouldBe(1);
        await PlantLetterAsync(ofParcel);
        await PlantLetterAsync(ofPolicy);

        (await FindLettersAsync(parcelId, sagaType: null)).ShouldBe([ofParcel, ofPolicy], ignoreOrder: true);
        (await FindLettersAsync(parcelId, nameof(PolicyState))).ShouldBe([ofPolicy]);
    }

    private Task<List<SagaTransition>> StepsAsync<TSaga>(Guid sagaId) => _host.StepsAsync<TSaga>(sagaId);

    private async Task<Guid> ConversationAsync<TSaga>(Guid sagaId) =>
        (await StepsAsync<TSaga>(sagaId))[0].ConversationId!.Value;

    private Task<int> PlantLetterAsync(Guid conversationId) => _host.InDatabaseAsync(db =>
    {
        db.Add(new DeadLetter
        {
            DeadLetterId = Guid.CreateVersion7(),
            ConversationId = conversationId,
            MessageTypes = "",
            Endpoint = "StampParcel",
            ContentType = "text/plain",
            Headers = "{}",
            Body = "",
            Reason = "Planted.",
            DeadAt = _host.Time.GetUtcNow(),
        });
        return db.SaveChangesAsync();
    });

    private async Task<IEnumerable<Guid>> FindLettersAsync(Guid sagaId, string? sagaType)
    {
        var found = await _host.InDatabaseAsync(db => new DeadLetterReader(db).ReadAsync(
            new DeadLetterQuery { SagaId = sagaId, SagaType = sagaType }, after: null, limit: 10, CancellationToken.None));
        return found.Items.Select(deadLetter => deadLetter.ConversationId!.Value);
    }
}
