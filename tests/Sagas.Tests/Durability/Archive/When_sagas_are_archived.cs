using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Archive;

[EveryBed]
internal class When_sagas_are_archived
{
    private static readonly TimeSpan LongEnough = ParcelArchive.After + TimeSpan.FromMinutes(1);

    private DurableHost _host = null!;

    [SetUp]
    public async Task Start() => _host = await DurableHost.StartAsync(configure: ParcelArchive.Configure);

    [TearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task Should_move_all_rows_of_a_finished_one_into_one()
    {
        var parcelId = await _host.DeliverParcelAsync();
        var before = await ReadAsync(parcelId);
        var endedAt = before.Steps[^1].At;
        _host.Time.Advance(LongEnough);

        (await _host.ArchiveAsync()).ShouldBe(1);

        (await ReadAsync(parcelId)).ShouldSatisfyAllConditions(
            left => left.Parcel.ShouldBeNull(), left => left.Steps.ShouldBeEmpty(), left => left.Stamps.ShouldBeEmpty());
        var archived = (await _host.FindArchivedAsync(parcelId))!;
        (archived.SagaType, archived.CurrentState, archived.Version).ShouldBe((nameof(ParcelState), "Arrived", 2));
        (archived.EndedAt, archived.ArchivedAt).ShouldBe((endedAt, endedAt + LongEnough));
        Json(await ReadArchivedAsync(archived)).ShouldBe(Json(before));
    }

    [Test]
    public async Task Should_tell_everything_to_whoever_reads_the_row_by_eye()
    {
        var parcelId = await _host.DeliverParcelAsync();
        _host.Time.Advance(LongEnough);
        await _host.ArchiveAsync();

        var archived = (await _host.FindArchivedAsync(parcelId))!;

        JsonElement.Parse(archived.Saga).GetProperty("correlationId").GetGuid().ShouldBe(parcelId);
        JsonElement.Parse(archived.Saga).GetProperty("address").GetString().ShouldBe("1 Main Street");
        JsonElement.Parse(archived.Saga).GetProperty("postedAt").GetString().ShouldBe("2026-01-02T03:04:05Z");
        JsonElement.Parse(archived.History).EnumerateArray().Select(step => step.GetProperty("event").GetString())
            .ShouldBe(["ParcelPosted", "ParcelDelivered"]);
        JsonElement.Parse(archived.Rows).GetProperty("Stamp")[0].GetProperty("amount").GetInt32().ShouldBe(85);
    }

    // What an earlier version has archived tells no traces.
    [Test]
    public void Should_read_histories_that_lack_what_came_later()
    {
        const string Step =
            """[{"sagaType":"ParcelState","version":1,"event":"ParcelPosted","fromState":"Initial","toState":"Travelling","changes":"{}","messages":"[]"}]""";
        var archived = new ArchivedSaga
        {
            SagaType = "ParcelState",
            CurrentState = "Arrived",
            Saga = "{}",
            History = Step,
            Rows = "{}",
        };

        _host.InDatabaseAsync(db => Task.FromResult(new SagaArchive(db).HistoryOf(archived))).GetAwaiter().GetResult()
            .ShouldHaveSingleItem().TraceId.ShouldBeNull();
    }

    [Test]
    public async Task Should_leave_one_that_has_moved_since()
    {
        var parcelId = await _host.DeliverParcelAsync();
        _host.Time.Advance(ParcelArchive.After);

        (await _host.ArchiveAsync()).ShouldBe(0);

        (await _host.FindParcelAsync(parcelId)).ShouldNotBeNull();
    }

    [TestCase("Travelling", 1, 1)]
    [TestCase("Missing", 1, 1)]
    [TestCase("Arrived", 2, 1, Description = "somebody has changed it, and the history does not tell")]
    [TestCase("Arrived", 1, ParcelStateMachine.DefinitionVersion + 1, Description = "a newer program may know more of it")]
    public async Task Should_leave_one_that_is_not_known_to_be_over(string state, int version, int definition)
    {
        var parcelId = Guid.NewGuid();
        await _host.PlantAsync([parcelId], state, version, definition);
        _host.Time.Advance(LongEnough);

        (await _host.ArchiveAsync()).ShouldBe(0);

        (await _host.FindParcelAsync(parcelId)).ShouldNotBeNull();
    }

    [TestCase("its timer")]
    [TestCase("a message of its conversation")]
    [TestCase("a dead letter of its conversation")]
    public async Task Should_leave_one_for_which_something_is_outstanding_until_it_is_not(string outstanding)
    {
        var parcelId = await _host.DeliverParcelAsync();
        var conversation = (await ReadAsync(parcelId)).Steps[0].ConversationId;
        _host.Time.Advance(LongEnough);
        await _host.InDatabaseAsync(db =>
        {
            db.Add(Outstanding(outstanding, parcelId, conversation));
            return db.SaveChangesAsync();
        });
        using var archiver = _host.NewArchiver();

        (await archiver.ArchiveAsync(CancellationToken.None)).ShouldBe(0);
        (await ReadAsync(parcelId)).Steps.Count.ShouldBe(2);

        await _host.InDatabaseAsync(db => db.Set<OutboxMessage>().ExecuteDeleteAsync());
        await _host.InDatabaseAsync(db => db.Set<DeadLetter>().ExecuteDeleteAsync());
        _host.Time.Advance(TimeSpan.FromDays(1));
        (await archiver.ArchiveAsync(CancellationToken.None)).ShouldBe(1);
    }

    [Test]
    public async Task Should_find_those_that_end_later()
    {
        using var archiver = _host.NewArchiver();
        var first = await _host.DeliverParcelAsync();
        _host.Time.Advance(TimeSpan.FromHours(1));
        var second = await _host.DeliverParcelAsync();

        _host.Time.Advance(LongEnough - TimeSpan.FromHours(1));
        (await archiver.ArchiveAsync(CancellationToken.None)).ShouldBe(1);
        (await _host.FindParcelAsync(first)).ShouldBeNull();
        _host.Time.Advance(TimeSpan.FromHours(1));
        (await archiver.ArchiveAsync(CancellationToken.None)).ShouldBe(1);
        (await _host.FindParcelAsync(second)).ShouldBeNull();
    }

    // The row in its place in the archive fails the last statement of all.
    [Test]
    public async Task Should_leave_all_of_one_that_cannot_be_archived_and_go_on_with_the_others()
    {
        var parcelId = await _host.DeliverParcelAsync();
        var other = await _host.DeliverParcelAsync();
        var before = await ReadAsync(parcelId);
        await _host.InDatabaseAsync(db =>
        {
            db.Add(new ArchivedSaga
            {
                SagaId = parcelId,
                SagaType = nameof(ParcelState),
                CurrentState = "",
                Saga = "{}",
                History = "[]",
                Rows = "{}",
            });
            return db.SaveChangesAsync();
        });
        _host.Time.Advance(LongEnough);

        (await _host.ArchiveAsync()).ShouldBe(1);

        Json(await ReadAsync(parcelId)).ShouldBe(Json(before));
        (await _host.FindParcelAsync(other)).ShouldBeNull();
        (await _host.FindArchivedAsync(other)).ShouldNotBeNull();
    }

    [Test]
    public async Task Should_archive_each_once_when_two_instances_do_it()
    {
        var parcelIds = Enumerable.Range(0, 500).Select(_ => Guid.NewGuid()).ToList();
        await _host.PlantAsync(parcelIds);
        _host.Time.Advance(LongEnough);

        var counts = await Task.WhenAll(Task.Run(_host.ArchiveAsync), Task.Run(_host.ArchiveAsync));

        counts.Sum().ShouldBe(parcelIds.Count);
        (await _host.InDatabaseAsync(db => db.Set<ArchivedSaga>().Select(saga => saga.SagaId).ToListAsync()))
            .ShouldBe(parcelIds, ignoreOrder: true);
        (await _host.InDatabaseAsync(db => db.Set<ParcelState>().CountAsync())).ShouldBe(0);
        (await _host.InDatabaseAsync(db => db.Set<SagaTransition>().CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task Should_not_begin_an_archived_one_anew()
    {
        var parcelId = await _host.DeliverParcelAsync();
        _host.Time.Advance(LongEnough);
        await _host.ArchiveAsync();

        await _host.Bus.Publish(new ParcelPosted(parcelId, "2 Main Street"));

        (await DeadLetterAsync()).Reason.ShouldStartWith($"ParcelState {parcelId} ended Arrived at ");
        (await _host.FindParcelAsync(parcelId)).ShouldBeNull();
    }

    [Test]
    public async Task Should_give_up_a_message_for_an_archived_one_as_if_it_were_unknown()
    {
        var parcelId = await _host.DeliverParcelAsync();
        _host.Time.Advance(LongEnough);
        await _host.ArchiveAsync();

        await _host.Bus.Publish(new ParcelTouched(parcelId, "too late"));

        (await DeadLetterAsync()).MessageTypes.ShouldContain(nameof(ParcelTouched));
        Json((await ReadArchivedAsync((await _host.FindArchivedAsync(parcelId))!)).Parcel!.Note).ShouldBe("null");
    }

    private async Task<DeadLetter> DeadLetterAsync()
    {
        await _host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");
        return await _host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
    }

    private object Outstanding(string what, Guid parcelId, Guid? conversation) => what switch
    {
        "its timer" => Message(sagaId: parcelId, conversation: null),
        "a message of its conversation" => Message(sagaId: null, conversation),
        _ => new DeadLetter
        {
            DeadLetterId = Guid.NewGuid(),
            ConversationId = conversation,
            MessageTypes = "",
            Endpoint = "StampParcel",
            ContentType = "",
            Headers = "{}",
            Body = "",
            Reason = "The stamp broke.",
        },
    };

    private OutboxMessage Message(Guid? sagaId, Guid? conversation) => new()
    {
        OutboxId = Guid.NewGuid(),
        MessageId = Guid.NewGuid(),
        ConversationId = conversation,
        DestinationAddress = "queue:nobody",
        MessageTypes = "",
        ContentType = "",
        Headers = "{}",
        Body = "",
        SagaId = sagaId,
        DueAt = _host.Time.GetUtcNow().AddDays(30),
        VisibleAt = _host.Time.GetUtcNow().AddDays(30),
    };

    private async Task<Stored> ReadAsync(Guid parcelId) => new(
        await _host.FindParcelAsync(parcelId),
        await _host.InDatabaseAsync(db => db.Set<SagaTransition>().AsNoTracking().Where(step => step.SagaId == parcelId)
            .OrderBy(step => step.Version).ToListAsync()),
        await _host.InDatabaseAsync(
            db => db.Set<Stamp>().AsNoTracking().Where(stamp => stamp.ParcelId == parcelId).ToListAsync()));

    private Task<Stored> ReadArchivedAsync(ArchivedSaga saga) => _host.InDatabaseAsync(db =>
    {
        var archive = new SagaArchive(db);
        return Task.FromResult(
            new Stored(archive.SagaOf<ParcelState>(saga), archive.HistoryOf(saga), archive.RowsOf<Stamp>(saga)));
    });

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private sealed record Stored(ParcelState? Parcel, IReadOnlyList<SagaTransition> Steps, IReadOnlyList<Stamp> Stamps);
}
