using System.Text.Json;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.DeadLetters.Operations;

[EveryBed]
internal class When_a_dead_letter_is_discarded
{
    [Test]
    public async Task Should_be_in_the_audit_with_all_that_it_was()
    {
        await using var host = await DurableHost.StartAsync();
        var deadLetter = await host.FailAsync();

        var outcome = await host.Desk()
            .DiscardAsync(deadLetter.DeadLetterId, new AuditedBy("ada", "A duplicate"), CancellationToken.None);

        outcome.Status.ShouldBe(DeadLetterStatus.Done);
        (await host.CountLettersAsync()).ShouldBe(0);
        var entry = (await host.AuditAsync()).Single();
        (entry.Action, entry.Reason).ShouldBe((AuditActions.DeadLetterDiscarded, "A duplicate"));
        var before = JsonElement.Parse(entry.Before!);
        before.GetProperty("body").GetString().ShouldBe(deadLetter.Body);
        before.GetProperty("exceptionDetail").GetString().ShouldBe(deadLetter.ExceptionDetail);
        typeof(DeadLetter).GetProperties()
            // Only a dead letter that nobody is retrying can be discarded.
            .Where(property => property.Name != nameof(DeadLetter.IsBeingRetried) && property.GetValue(deadLetter) is not null)
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))
            .ShouldBeSubsetOf(before.EnumerateObject().Select(member => member.Name));
    }

    [Test]
    public async Task Should_be_discarded_once()
    {
        await using var host = await DurableHost.StartAsync();
        var deadLetter = (await host.PlantAsync(1)).Single();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            host.Desk().DiscardAsync(deadLetter.DeadLetterId, DeadLettersOfParcels.Ada, CancellationToken.None)));

        outcomes.Count(outcome => outcome.Status == DeadLetterStatus.Done).ShouldBe(1);
        (await host.AuditAsync()).Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_no_longer_keep_its_saga_from_the_archive()
    {
        await using var host = await DurableHost.StartAsync(configure: ParcelArchive.Configure);
        var parcelId = await host.DeliverParcelAsync();
        var deadLetter = await host.FailAsync(parcelId);
        await host.InDatabaseAsync(async db =>
        {
            db.Remove(deadLetter);
            db.Add(new DeadLetter
            {
                DeadLetterId = Guid.NewGuid(),
                SagaId = parcelId,
                MessageTypes = "",
                Endpoint = deadLetter.Endpoint,
                ContentType = deadLetter.ContentType,
                Headers = deadLetter.Headers,
                Body = deadLetter.Body,
                Reason = deadLetter.Reason,
                DeadAt = deadLetter.DeadAt,
            });
            return await db.SaveChangesAsync();
        });
        host.Time.Advance(ParcelArchive.After + TimeSpan.FromMinutes(1));
        (await host.ArchiveAsync()).ShouldBe(0);

        var left = await host.InDatabaseAsync(db => new DeadLetterReader(db).ReadAsync(
            new DeadLetterQuery { SagaId = parcelId }, after: null, limit: 10, CancellationToken.None));
        await host.Desk().DiscardAsync(left.Items.Single().DeadLetterId, DeadLettersOfParcels.Ada, CancellationToken.None);

        (await host.ArchiveAsync()).ShouldBe(1);
    }
}
