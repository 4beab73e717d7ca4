using Sagas.Durability.Audit;
using Sagas.Durability.Paging;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Audit;

[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_the_audit_is_read
{
    private static readonly Guid SagaId = Guid.NewGuid();

    private DurableHost _host = null!;

    [OneTimeSetUp]
    public async Task Write()
    {
        _host = await DurableHost.StartAsync(started: false);
        for (var number = 0; number < 25; number++)
        {
            var entry = AuditEntry.New(
                _host.Time, new AuditedBy(number % 5 == 0 ? "grace" : "ada", $"Reason {number}"),
                number % 2 == 0 ? "parcel.open" : "parcel.weigh",
                ("parcel", $"{number % 3}"), number == 7 ? SagaId : null, before: new { number }, after: null);
            await _host.InDatabaseAsync(db =>
            {
                db.Add(entry);
                return db.SaveChangesAsync();
            });
            if (number % 2 == 1)
                _host.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [OneTimeTearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task Should_tell_the_newest_first_page_by_page()
    {
        var seen = new List<AuditEntry>();
        for (PagePosition? after = null; ;)
        {
            var page = await ReadAsync(new AuditQuery(), after, limit: 4);
            page.Items.Count.ShouldBeLessThanOrEqualTo(4);
            seen.AddRange(page.Items);
            if (page.Next is null)
                break;
            after = page.Next;
        }

        seen.Select(entry => entry.AuditEntryId).Distinct().Count().ShouldBe(25);
        seen.Select(entry => entry.At).ShouldBeInOrder(SortDirection.Descending);
    }

    [Test]
    public async Task Should_be_asked_for_by_who_and_what_and_when()
    {
        (await CountAsync(new AuditQuery { Actor = "grace" })).ShouldBe(5);
        (await CountAsync(new AuditQuery { Action = "parcel.weigh" })).ShouldBe(12);
        (await CountAsync(new AuditQuery { SubjectKind = "parcel", SubjectId = "2" })).ShouldBe(8);
        (await CountAsync(new AuditQuery { SagaId = SagaId })).ShouldBe(1);
        (await CountAsync(new AuditQuery { Text = "Reason 13" })).ShouldBe(1);
        (await CountAsync(new AuditQuery { Text = "\"number\":24" })).ShouldBe(1);
        (await CountAsync(new AuditQuery { From = _host.Time.GetUtcNow().AddSeconds(-0.5) })).ShouldBe(1);
        (await CountAsync(new AuditQuery { To = _host.Time.GetUtcNow().AddDays(-1) })).ShouldBe(0);
    }

    [Test]
    public void Should_have_nothing_that_could_be_set_afterwards() =>
        typeof(AuditEntry).GetProperties().Where(property => property.SetMethod is { } set
                && !set.ReturnParameter.GetRequiredCustomModifiers()
                    .Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)))
            .Select(property => property.Name).ShouldBeEmpty();

    private Task<Page<AuditEntry>> ReadAsync(AuditQuery filter, PagePosition? after, int limit) =>
        _host.InDatabaseAsync(db => new AuditTrail(db).ReadAsync(filter, after, limit, CancellationToken.None));

    private async Task<int> CountAsync(AuditQuery filter) => (await ReadAsync(filter, after: null, limit: 100)).Items.Count;
}
