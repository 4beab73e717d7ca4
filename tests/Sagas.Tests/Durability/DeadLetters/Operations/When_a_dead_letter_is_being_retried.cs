using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.DeadLetters.Jobs.Running;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.DeadLetters.Operations;

[EveryBed]
internal class When_a_dead_letter_is_being_retried
{
    [Test]
    public async Task Should_be_seen_with_who_did_it_and_since_when()
    {
        await using var host = await DurableHost.StartAsync(started: false);
        var deadLetters = await host.PlantAsync(2);

        await host.RetryAsync(deadLetters[0]);

        var page = await ReadAsync(host, new DeadLetterQuery());
        page.Select(deadLetter => (deadLetter.DeadLetterId, deadLetter.IsBeingRetried)).ShouldBe(
            [(deadLetters[1].DeadLetterId, false), (deadLetters[0].DeadLetterId, true)]);
        (page[1].RetriedBy, page[1].RetriedAt, page[1].RetryJobId, page[1].RetriedMessageId)
            .ShouldBe(("ada", host.Time.GetStorableUtcNow(), null, deadLetters[0].MessageId));
        (await ReadAsync(host, new DeadLetterQuery { State = DeadLetterState.BeingRetried })).Single().ShouldBe(page[1]);
        (await ReadAsync(host, new DeadLetterQuery { State = DeadLetterState.Undecided })).Single().ShouldBe(page[0]);
        var group = (await host.InDatabaseAsync(
            db => new DeadLetterReader(db).GroupsAsync(new DeadLetterQuery(), CancellationToken.None))).Single();
        (group.Count, group.BeingRetried).ShouldBe((1, 1));
    }

    [Test]
    public async Task Should_not_be_dealt_with_by_anybody_else()
    {
        await using var host = await DurableHost.StartAsync(started: false);
        var deadLetter = (await host.PlantAsync(1)).Single();
        await host.RetryAsync(deadLetter);

        var retried = await host.RetryAsync(deadLetter);
        var discarded = await host.Desk().DiscardAsync(
            deadLetter.DeadLetterId, DeadLettersOfParcels.Ada, CancellationToken.None);
        var job = await host.Services.GetRequiredService<RetryJobService>().StartAsync(
            new RetryJobPlan(new DeadLetterQuery()), DeadLettersOfParcels.Ada, CancellationToken.None);

        (retried.Status, discarded.Status, job).ShouldBe((DeadLetterStatus.NotFound, DeadLetterStatus.NotFound, null));
        (await host.InDatabaseAsync(db => db.Set<OutboxMessage>().CountAsync())).ShouldBe(1);
    }

    [Test]
    public async Task Should_be_gone_once_it_is_handled()
    {
        await using var host = await DurableHost.StartAsync();
        var deadLetter = await host.FailAsync();
        host.Repair();

        await host.RetryAsync(deadLetter);

        await UntilGoneAsync(host, deadLetter);
        (await host.CountStampsAsync()).ShouldBe(1);
        (await host.CountLettersAsync()).ShouldBe(0);
    }

    [Test]
    public async Task Should_be_another_one_if_it_fails_again()
    {
        await using var host = await DurableHost.StartAsync();
        var deadLetter = await host.FailAsync();

        await host.RetryAsync(deadLetter);

        await UntilGoneAsync(host, deadLetter);
        var again = (await ReadAsync(host, new DeadLetterQuery())).Single();
        (again.MessageId, again.IsBeingRetried).ShouldBe((deadLetter.MessageId, false));
    }

    [Test]
    public async Task Should_be_gone_once_its_result_has_not_come_in_time()
    {
        await using var host = await DurableHost.StartAsync(started: false);
        var deadLetter = (await host.PlantAsync(1)).Single();
        await host.RetryAsync(deadLetter);
        var outcomes = host.Services.GetRequiredService<RetryOutcomes>();

        await SettleAsync(host, outcomes);
        (await ReadAsync(host, new DeadLetterQuery())).Count.ShouldBe(1);
        host.Time.Advance(outcomes.Patience + TimeSpan.FromSeconds(1));
        await SettleAsync(host, outcomes);

        (await ReadAsync(host, new DeadLetterQuery())).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_name_the_job_that_did_it_and_be_gone_with_its_result()
    {
        await using var host = await DurableHost.StartAsync();
        await host.PlantAsync(1);
        var job = await host.Services.GetRequiredService<RetryJobService>().StartAsync(
            new RetryJobPlan(new DeadLetterQuery()), DeadLettersOfParcels.Ada, CancellationToken.None);
        var retryJobId = job.ShouldNotBeNull().Job.RetryJobId;
        var handled = new TaskCompletionSource();
        host.Script.DuringConsume = (_, _) => handled.Task;
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                host.Time.Advance(TimeSpan.FromSeconds(1));
                return (await ReadAsync(host, new DeadLetterQuery { State = DeadLetterState.BeingRetried })).Count == 1;
            },
            "it to be sent");

        var retried = (await ReadAsync(host, new DeadLetterQuery())).Single();
        (retried.RetryJobId, retried.RetriedBy).ShouldBe((retryJobId, "ada"));
        (await host.AuditAsync()).Single(entry => entry.Action == AuditActions.DeadLetterRetried).RetryJobId
            .ShouldBe(retryJobId);
        handled.SetResult();
        await UntilGoneAsync(host, retried);
    }

    private static Task<bool> SettleAsync(DurableHost host, RetryOutcomes outcomes) => host.InDatabaseAsync(async db =>
    {
        await outcomes.SettleSingleOnesAsync(db, host.Time.GetUtcNow(), CancellationToken.None);
        return true;
    });

    private static async Task<IReadOnlyList<DeadLetter>> ReadAsync(DurableHost host, DeadLetterQuery query) =>
        (await host.InDatabaseAsync(
            db => new DeadLetterReader(db).ReadAsync(query, after: null, limit: 10, CancellationToken.None))).Items;

    private static Task UntilGoneAsync(DurableHost host, DeadLetter deadLetter) => Eventually.BecomesTrueAsync(
        async () =>
        {
            await host.UntilQuietAsync();
            host.Time.Advance(TimeSpan.FromSeconds(1));
            return await host.InDatabaseAsync(
                db => new DeadLetterReader(db).FindAsync(deadLetter.DeadLetterId, CancellationToken.None)) is null;
        },
        "the result to be known");
}
