using System.Data.Common;

namespace Sagas.Tests.Durability.Databases.Fakes;

/// <summary>
/// What a SQL Server does with the calls of its clients when one of them is the victim of a deadlock: the transaction is gone,
/// and what is called after that, although its client believes it to be in the transaction, is committed by itself.
/// </summary>
/// <param name="victim">Which call within transactions is the victim, counted from 1; 0 for none.</param>
/// <param name="goesOn">Whether the calls that follow in the same batch are carried out; otherwise the batch ends there.</param>
internal sealed class DeadlockingServer(int victim, bool goesOn)
{
    private readonly Lock _lock = new();
    private int _calls;

    /// <summary>Whether the client keeps its promises to itself: it asks whether its transaction still exists.</summary>
    public bool HearsTheGuard { get; init; } = true;

    /// <summary>Whether the calls that follow the victim in its batch are carried out.</summary>
    public bool GoesOn => goesOn;

    /// <summary>How many calls there were within transactions.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>What was committed with its transaction.</summary>
    public List<string> Committed { get; } = [];

    /// <summary>What was committed by itself, after its transaction had ended.</summary>
    public List<string> Stray { get; } = [];

    public ServerTransaction Begin() => new(this);

    private bool IsVictim() => Interlocked.Increment(ref _calls) == victim;

    /// <summary>A transaction as the server knows it.</summary>
    internal sealed class ServerTransaction(DeadlockingServer server)
    {
        private readonly List<string> _written = [];
        private bool _isOpen = true;

        public void Call(string text)
        {
            if (server.IsVictim())
            {
                End();
                throw new ServerError("Transaction was deadlocked on lock resources with another process (1205).");
            }

            if (!_isOpen && server.HearsTheGuard && TSql.StopsOutsideTransaction(text))
                throw new ServerError("The transaction of this statement has ended (50001).");
            if (_isOpen)
                _written.Add(text);
            else if (!text.StartsWith("SELECT", StringComparison.Ordinal))
                Note(server.Stray, [text]);
        }

        public void Commit()
        {
            if (!_isOpen)
                throw new InvalidOperationException("This transaction has completed; it is no longer usable.");
            Note(server.Committed, _written);
            End();
        }

        public void End()
        {
            _isOpen = false;
            _written.Clear();
        }

        private void Note(List<string> list, List<string> texts)
        {
            lock (server._lock)
                list.AddRange(texts);
        }
    }

#pragma warning disable CA1032 // Nobody else throws it.
    private sealed class ServerError(string message) : DbException(message);
#pragma warning restore CA1032
}
