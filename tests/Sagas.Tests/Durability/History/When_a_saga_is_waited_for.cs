using Sagas.Durability.Commit;
using Sagas.Durability.History;
using Sagas.Durability.Tables;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.History;

internal class When_a_saga_is_waited_for
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Guid _sagaId = Guid.NewGuid();
    private ManualTimeProvider _time = null!;
    private SagaChanges _changes = null!;

    [SetUp]
    public void Start() => _changes = new(_time = new());

    [Test]
    public async Task Should_wake_everybody_who_waits_for_it_or_for_any()
    {
        Task[] waiting = [Wait(_sagaId), Wait(_sagaId), Wait(null)];
        var other = Wait(Guid.NewGuid());

        _changes.Committed(StepOf(_sagaId));

        await Task.WhenAll(waiting).WaitAsync(Limit);
        other.IsCompleted.ShouldBeFalse();
        _changes.Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_end_the_wait_when_the_time_is_over()
    {
        var waiting = Wait(_sagaId);
        _time.Advance(Limit - TimeSpan.FromSeconds(1));
        waiting.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(1));

        await waiting.WaitAsync(Limit);
        _changes.Count.ShouldBe(0);
    }

    [Test]
    public async Task Should_forget_who_gives_up_and_keep_who_does_not()
    {
        using var impatient = new CancellationTokenSource();
        var givenUp = _changes.WaitAsync(_sagaId, Limit, impatient.Token);
        var patient = Wait(_sagaId);

        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => givenUp.WaitAsync(Limit));
        _changes.Count.ShouldBe(1);

        _changes.Committed(StepOf(_sagaId));
        await patient.WaitAsync(Limit);
        _changes.Count.ShouldBe(0);
    }

    [Test]
    public async Task Should_keep_nothing_when_all_have_given_up()
    {
        using var impatient = new CancellationTokenSource();
        var givenUp = _changes.WaitAsync(_sagaId, Limit, impatient.Token);

        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => givenUp.WaitAsync(Limit));
        _changes.Count.ShouldBe(0);
    }

    [Test]
    public async Task Should_wake_who_came_back_right_after_a_step()
    {
        var before = Wait(_sagaId);
        _changes.Committed(StepOf(_sagaId));
        var after = Wait(_sagaId);
        await before.WaitAsync(Limit);

        _changes.Committed(StepOf(_sagaId));

        await after.WaitAsync(Limit);
    }

    private Task Wait(Guid? sagaId) => _changes.WaitAsync(sagaId, Limit, CancellationToken.None);

    private static UnitOfWork StepOf(Guid sagaId)
    {
        var unit = new UnitOfWork();
        unit.Transitions.Add(new SagaTransition
        {
            SagaType = "Parcel",
            SagaId = sagaId,
            Event = "Moved",
            FromState = "Here",
            ToState = "There",
            Changes = "{}",
            Messages = "[]",
        });
        return unit;
    }
}
