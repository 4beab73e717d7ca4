namespace Sagas.Durability.Receive;

/// <summary>
/// Limits how many of the messages that were being handled when a process died are handled at a time: the more often this has
/// happened to them, the fewer. Innocent messages soon leave the guilty ones behind, and none waits for long. First come, first
/// served.
/// </summary>
internal sealed class PoisonMessageLimiter
{
    /// <summary>The total number of places.</summary>
    public const int Capacity = 16;

    private readonly Lock _lock = new();
    private readonly Queue<Waiter> _waiters = new();
    private int _free = Capacity;

    /// <summary>How many may be handled at a time, including a suspect: half as many with every count, finally one.</summary>
    /// <param name="number">The number of the counted delivery, 2 or more.</param>
    /// <param name="limit">The number of the last allowed delivery.</param>
    public static int ConcurrencyOf(int number, int limit) => number >= limit ? 1 : Math.Max(1, Capacity >> (number - 1));

    /// <summary>Waits until at most this many messages are being handled, including this one.</summary>
    /// <param name="company">How many may be handled at a time, including this one: 1 to <see cref="Capacity"/>.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>A handle to dispose of when the message has been handled.</returns>
    public async Task<IDisposable> EnterAsync(int company, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(this, Capacity / company);
        lock (_lock)
        {
            _waiters.Enqueue(waiter);
            LetIn();
        }

        await using var leaving = cancellationToken.UnsafeRegister(
            static (waiter, cancelled) => ((Waiter)waiter!).Withdraw(cancelled), waiter);
        await waiter.Entered;
        return new Place(this, waiter.Weight);
    }

    private void LetIn()
    {
        while (_waiters.TryPeek(out var first))
        {
            if (!first.HasWithdrawn)
            {
                if (first.Weight > _free)
                    return;
                _free -= first.Weight;
                first.Enter();
            }

            _waiters.Dequeue();
        }
    }

    private sealed class Waiter(PoisonMessageLimiter gate, int weight)
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _isInside;

        public int Weight => weight;

        public Task Entered => _entered.Task;

        public bool HasWithdrawn => _entered.Task.IsCanceled;

        public void Enter()
        {
            _isInside = true;
            _entered.SetResult();
        }

        public void Withdraw(CancellationToken cancellationToken)
        {
            lock (gate._lock)
            {
                if (_isInside)
                    return;
                _entered.TrySetCanceled(cancellationToken);
                gate.LetIn();
            }
        }
    }

    private sealed class Place(PoisonMessageLimiter gate, int weight) : IDisposable
    {
        private bool _isGivenBack;

        public void Dispose()
        {
            lock (gate._lock)
            {
                if (_isGivenBack)
                    return;
                _isGivenBack = true;
                gate._free += weight;
                gate.LetIn();
            }
        }
    }
}
