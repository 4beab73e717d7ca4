using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Commit;

/// <summary>
/// A client hangs up, or a broker's connection is lost: whoever waits disposes of the contexts that the committer saves.
/// </summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal class When_whoever_waits_for_a_commit_leaves
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _goOn = new(0);
    private readonly CancellationTokenSource _leaving = new();
    private DurableHost _host = null!;

    private ICommitter Committer => _host.Services.GetRequiredService<ICommitter>();

    [SetUp]
    public async Task Start() => _host = await DurableHost.StartAsync(started: false);

    [TearDown]
    public async Task Stop()
    {
        await _host.DisposeAsync();
        _begun.Dispose();
        _goOn.Dispose();
        _leaving.Dispose();
    }

    [Test]
    public async Task Should_not_leave_in_the_middle_of_the_commit()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var committing = Committer.CommitAsync(SlowUnit(scope), _leaving.Token);
        (await _begun.WaitAsync(Limit)).ShouldBeTrue();

        await _leaving.CancelAsync();
        _goOn.Release();

        (await committing).ShouldBe(CommitOutcome.Committed);
    }

    [Test]
    public async Task Should_leave_before_the_commit_has_begun()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var committing = Committer.CommitAsync(SlowUnit(scope), CancellationToken.None);
        (await _begun.WaitAsync(Limit)).ShouldBeTrue();
        var unit = UnitsOfParcels.NewUnit();
        await using (var other = _host.Services.CreateAsyncScope())
        {
            var waiting = Committer.CommitAsync(unit.WithStamp(ContextOf(other), Guid.NewGuid()), _leaving.Token);
            await _leaving.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(Limit));
        }

        _goOn.Release();

        (await committing).ShouldBe(CommitOutcome.Committed);
        (await Committer.CommitAsync(UnitsOfParcels.NewUnit(), CancellationToken.None).WaitAsync(Limit))
            .ShouldBe(CommitOutcome.Committed);
        (await _host.FindTracesAsync(unit)).ShouldBe((0, 0, 0));
    }

    [Test]
    public async Task Should_store_what_waits_when_it_is_the_service_that_stops()
    {
        var committer = ActivatorUtilities.CreateInstance<GroupCommitter>(_host.Services);
        await using var scope = _host.Services.CreateAsyncScope();
        var committing = committer.CommitAsync(SlowUnit(scope), CancellationToken.None);
        (await _begun.WaitAsync(Limit)).ShouldBeTrue();
        var waiting = committer.CommitAsync(UnitsOfParcels.NewUnit(), CancellationToken.None);

        var stopping = committer.DisposeAsync().AsTask();
        _goOn.Release();

        (await committing.WaitAsync(Limit)).ShouldBe(CommitOutcome.Committed);
        (await waiting.WaitAsync(Limit)).ShouldBe(CommitOutcome.Committed);
        await stopping.WaitAsync(Limit);
        var late = UnitsOfParcels.NewUnit();
        await Should.ThrowAsync<ObjectDisposedException>(() => committer.CommitAsync(late, CancellationToken.None));
    }

    /// <summary>A unit whose commit does not go on until it is told to.</summary>
    private UnitOfWork SlowUnit(AsyncServiceScope scope)
    {
        var context = ContextOf(scope);
        context.SavingChanges += (_, _) =>
        {
            _begun.Release();
            _goOn.Wait(Limit);
        };
        return UnitsOfParcels.NewUnit().WithStamp(context, Guid.NewGuid());
    }

    private static ParcelDbContext ContextOf(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<ParcelDbContext>();
}
