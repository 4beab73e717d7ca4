namespace Sagas.Tests.Upgrades.Recording;

/// <summary>
/// Holds the gate that every write to SQLite passes, and lets one after the other through: so the database can be caught at
/// moments that otherwise pass in no time, as a process that is killed would leave it.
/// </summary>
internal sealed class HeldWrites : IDisposable
{
    private readonly SemaphoreSlim _gate;

    private HeldWrites(SemaphoreSlim gate) => _gate = gate;

    public static async Task<HeldWrites> HoldAsync(SemaphoreSlim gate)
    {
        await gate.WaitAsync();
        return new(gate);
    }

    /// <summary>Whoever waits first passes, and nobody after them.</summary>
    public async Task LetOnePassAsync()
    {
        var next = _gate.WaitAsync();
        _gate.Release();
        await next;
    }

    public void Dispose() => _gate.Release();
}
