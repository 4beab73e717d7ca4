using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Paging;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.DeadLetters.Operations;

[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_dead_letters_are_looked_for
{
    private DurableHost _host = null!;
    private IReadOnlyList<DeadLetter> _deadLetters = null!;

    [OneTimeSetUp]
    public async Task Plant()
    {
        _host = await DurableHost.StartAsync(started: false);
        _deadLetters =
        [
            .. Enumerable.Range(0, 30)
                .Select(number => DeadLettersOfParcels.NewLetter(_host, number / 2, new StampParcel(Guid.NewGuid(), number))),
            .. Enumerable.Range(30, 5).Select(number => DeadLettersOfParcels.NewLetter(
                _host, number, new StampParcel(Guid.NewGuid(), number), "Archive", consumer: null, exception: null)),
        ];
        await _host.PlantAsync(_deadLetters);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task Should_be_read_page_by_page_without_gaps()
    {
        var seen = new List<DeadLetter>();
        for (PagePosition? after = null; ;)
        {
            var page = await ReadAsync(new DeadLetterQuery(), after, limit: 7);
            seen.AddRange(page.Items);
            if (page.Next is null)
                break;
            after = page.Next;
        }

        seen.Select(deadLetter => deadLetter.DeadLetterId)
            .ShouldBe(_deadLetters.Select(deadLetter => deadLetter.DeadLetterId), ignoreOrder: true);
        seen.Select(deadLetter => deadLetter.DeadAt).ShouldBeInOrder(SortDirection.Descending);
    }

    [Test]
    public async Task Should_be_found_by_what_they_are()
    {
        (await CountAsync(new DeadLetterQuery { Endpoint = "Archive" })).ShouldBe(5);
        (await CountAsync(new DeadLetterQuery { ExceptionType = "System.InvalidOperationException" })).ShouldBe(30);
        (await CountAsync(new DeadLetterQuery { MessageType = "StampParcel" })).ShouldBe(35);
        (await CountAsync(new DeadLetterQuery { MessageType = "urn:message:Sagas.Tests.Durability.World:StampParcel" }))
            .ShouldBe(35);
        (await CountAsync(new DeadLetterQuery { MessageType = "Parcel" })).ShouldBe(0);
        (await CountAsync(new DeadLetterQuery { ConversationId = _deadLetters[3].ConversationId })).ShouldBe(1);
        (await CountAsync(new DeadLetterQuery { From = _deadLetters[10].DeadAt, To = _deadLetters[12].DeadAt })).ShouldBe(2);
        (await CountAsync(new DeadLetterQuery { Text = _deadLetters[7].MessageId!.Value.ToString() })).ShouldBe(1);
        (await CountAsync(new DeadLetterQuery { SagaId = Guid.NewGuid() })).ShouldBe(0);
    }

    [Test]
    public async Task Should_be_counted_by_kind()
    {
        var groups = await _host.InDatabaseAsync(
            db => new DeadLetterReader(db).GroupsAsync(new DeadLetterQuery(), CancellationToken.None));

        groups.Select(group => (group.Endpoint, group.ExceptionType, group.Count))
            .ShouldBe([("StampParcel", "System.InvalidOperationException", 30L), ("Archive", null, 5L)]);
        (groups[1].OldestAt, groups[1].NewestAt).ShouldBe((_deadLetters[30].DeadAt, _deadLetters[34].DeadAt));
    }

    [Test]
    public async Task Should_be_read_to_the_end()
    {
        var all = await _host.InDatabaseAsync(async db =>
            await new DeadLetterReader(db).ReadAllAsync(new DeadLetterQuery { Endpoint = "Archive" }, CancellationToken.None)
                .ToListAsync());

        all.Select(deadLetter => deadLetter.Body).ShouldBe(_deadLetters.Skip(30).Reverse().Select(deadLetter => deadLetter.Body));
    }

    private Task<Page<DeadLetter>> ReadAsync(DeadLetterQuery filter, PagePosition? after, int limit) =>
        _host.InDatabaseAsync(db => new DeadLetterReader(db).ReadAsync(filter, after, limit, CancellationToken.None));

    private async Task<int> CountAsync(DeadLetterQuery filter) => (await ReadAsync(filter, after: null, limit: 100)).Items.Count;
}
