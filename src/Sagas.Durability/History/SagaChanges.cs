using Sagas.Durability.Commit;

namespace Sagas.Durability.History;

/// <summary>Wakes those who wait for a saga when one of its steps is committed in this process.</summary>
internal sealed class SagaChanges(TimeProvider time) : ISagaChanges, ICommitListener
{
    // Waiters for any saga wait for this id, which no saga has.
    private static readonly Guid Any = Guid.Empty;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Gathering> _waitedFor = [];

    /// <summary>For how many sagas somebody is waiting.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _waitedFor.Count;
        }
    }

    public void Committed(UnitOfWork unit)
    {
        if (unit.Transitions.Count == 0 || Count == 0)
            return;

        foreach (var transition in unit.Transitions)
            Wake(transition.SagaId);
        Wake(Any);
    }

    public async Task WaitAsync(Guid? sagaId, TimeSpan limit, CancellationToken cancellationToken)
    {
        var gathering = Join(sagaId ?? Any);
        try
        {
            await gathering.Moved.Task.WaitAsync(limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The time limit is an answer like any other: look again.
        }
        finally
        {
            Leave(sagaId ?? Any, gathering);
        }
    }

    private Gathering Join(Guid id)
    {
        lock (_gate)
        {
            if (!_waitedFor.TryGetValue(id, out var gathering))
                _waitedFor.Add(id, gathering = new Gathering());
            gathering.Waiters++;
            return gathering;
        }
    }

    // Otherwise entries would pile up: a waiter looks once more after a saga has ended, and that saga never moves again.
    private void Leave(Guid id, Gathering gathering)
    {
        lock (_gate)
        {
            if (--gathering.Waiters == 0 && _waitedFor.GetValueOrDefault(id) == gathering)
                _waitedFor.Remove(id);
        }
    }

    private void Wake(Guid id)
    {
        Gathering? gathering;
        lock (_gate)
            _waitedFor.Remove(id, out gathering);
        gathering?.Moved.TrySetResult();
    }

    private sealed class Gathering
    {
        public TaskCompletionSource Moved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Waiters { get; set; }
    }
}
