using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Tables;
using Sagas.Operations.DeadLetters;
using Sagas.Operations.Sagas;
using Sagas.Tests.Operations.World;
using Sagas.Tests.Verification;
using Sagas.Web.Lists;

namespace Sagas.Tests.Operations.DeadLetters;

/// <summary>
/// What comes too late for a saga may fail after it was archived; few messages name the saga that they are about.
/// </summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_an_archived_saga_has_dead_letters : ArchivedOrders
{
    private Guid _orderId;
    private Guid[] _deadLetters = [];
    private Guid _other;

    [OneTimeSetUp]
    public async Task Archive()
    {
        _orderId = await ArchiveAsync(await CompletedAsync());
        var conversations = await Service.InDatabaseAsync(db =>
            new SagaArchive(db).ConversationsOfAsync(_orderId, sagaType: null, CancellationToken.None));
        var at = Service.Time.GetUtcNow();
        var (named, meant, other) = (
            PlantedDeadLetters.New("late", at.AddMinutes(-2), sagaId: _orderId),
            PlantedDeadLetters.New("late", at.AddMinutes(-1), conversationId: conversations[0]),
            PlantedDeadLetters.New("late", at));
        await PlantAsync(async db =>
        {
            db.AddRange(named, meant, other);
            return await db.SaveChangesAsync();
        });
        (_deadLetters, _other) = ([meant.DeadLetterId, named.DeadLetterId], other.DeadLetterId);
        (await Service.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync())).ShouldBe(3);
    }

    [Test]
    public async Task Should_list_them_by_the_saga()
    {
        var page = await Service.GetAsync<PageView<DeadLetterItem>>($"/operations/dead-letters?sagaId={_orderId}");

        page.Items.Select(deadLetter => deadLetter.DeadLetterId).ShouldBe(_deadLetters);
    }

    [Test]
    public async Task Should_count_them_by_the_saga()
    {
        var groups = await Service.GetAsync<DeadLetterGroups>($"/operations/dead-letters/groups?sagaId={_orderId}");

        groups.Items.ShouldHaveSingleItem().Count.ShouldBe(2);
    }

    [Test]
    public async Task Should_show_them_in_the_list_by_the_saga() =>
        ShouldShow(await Service.PageAsync($"/dead-letters?sagaId={_orderId}"));

    [Test]
    public async Task Should_show_them_on_the_page_of_the_saga() =>
        ShouldShow(await Service.PageAsync($"/sagas/{OperatedService.Orders}/{_orderId}"));

    [Test]
    public async Task Should_tell_of_them_with_the_saga()
    {
        var saga = await Service.GetAsync<SagaDetailView>($"/operations/sagas/{OperatedService.Orders}/{_orderId}");

        saga.Saga.Archived.ShouldBeTrue();
        saga.DeadLetters.ShouldBe(_deadLetters);
    }

    private void ShouldShow(string page)
    {
        _deadLetters.ShouldAllBe(deadLetter => page.Contains($"/dead-letters/{deadLetter}", StringComparison.Ordinal));
        page.ShouldNotContain($"{_other}");
    }
}
