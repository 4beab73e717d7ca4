using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Sagas.Benchmarks.Pages;

/// <summary>
/// Adds up how long this process waits for its database, as reported by EF Core: from sending a command to reading its last row.
/// </summary>
internal sealed class DatabaseTime : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly IDisposable _listening;
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Lock _adding = new();
    private TimeSpan _total;

    public DatabaseTime() => _listening = DiagnosticListener.AllListeners.Subscribe(this);

    /// <summary>Returns what has been added up since the last call.</summary>
    public TimeSpan Take()
    {
        lock (_adding)
        {
            var total = _total;
            _total = TimeSpan.Zero;
            return total;
        }
    }

    public void Dispose()
    {
        _listening.Dispose();
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            _subscriptions.Add(value.Subscribe(this, IsOfInterest));
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandExecutedEventData executed)
            Add(executed.Duration);
        else if (value.Value is DataReaderDisposingEventData read)
            Add(read.Duration);
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    private static bool IsOfInterest(string name) =>
        name == RelationalEventId.CommandExecuted.Name || name == RelationalEventId.DataReaderDisposing.Name;

    private void Add(TimeSpan time)
    {
        lock (_adding)
            _total += time;
    }
}
