using MassTransit;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Receive;

/// <summary>
/// A delivery of a message during which a process may die. It is held for suspect only while the message's own code runs: then
/// its row is in the inbox, and from the second on it has one of the few places. While the message waits for something, be it for
/// its next attempt, for a paused queue or for the database, the row is taken back and the place is free: whatever ends the
/// process then, it is not this message.
/// </summary>
/// <param name="endpoint">The endpoint.</param>
/// <param name="claim">The row that counts it.</param>
/// <param name="number">The number of this delivery of the message, from 1.</param>
#pragma warning disable CA1001 // A semaphore holds nothing as long as nobody asks for its handle.
internal sealed class SuspectDelivery(DurableEndpoint endpoint, InboxMessage claim, int number)
#pragma warning restore CA1001
{
    // Several consumers may handle the message at the same time.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private IDisposable? _place;
    private bool _isHeld;
    private int _running;
    private int _waiting;

    /// <summary>The number of this delivery of the message, from 1.</summary>
    public int Number => number;

    /// <summary>The row that counts it.</summary>
    public InboxMessage Claim => claim;

    /// <summary>The delivery that a message's code runs in; null if no process has died over the message.</summary>
    public static SuspectDelivery? Of(PipeContext context) =>
        context.TryGetPayload<SuspectDelivery>(out var delivery) ? delivery : null;

    /// <summary>Runs code of a message; while it does, the message is suspected if processes have died over it.</summary>
    public static Task<T> RunAsync<T>(PipeContext context, Func<Task<T>> code) =>
        Of(context) is { } delivery ? delivery.RunAsync(code, context.CancellationToken) : code();

    /// <summary>Holds it for suspect for the first time, when it is its turn.</summary>
    /// <returns>False if another delivery has this number.</returns>
    public async Task<bool> TryBeginAsync(CancellationToken cancellationToken)
    {
        if (await HoldAsync(cancellationToken) != CommitOutcome.Duplicate)
            return true;
        Leave();
        return false;
    }

    private async Task<T> RunAsync<T>(Func<Task<T>> code, CancellationToken cancellationToken)
    {
        await InTurnAsync(async () =>
        {
            // If its row could not be removed, it is still there.
            if (!_isHeld)
                await HoldAsync(cancellationToken);
            _running++;
        });
        try
        {
            var result = await code();
            await InTurnAsync(() => --_running == 0 && _waiting > 0 ? LiftAsync() : Task.CompletedTask);
            return result;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            await InTurnAsync(() =>
            {
                _waiting++;
                return --_running == 0 ? LiftAsync() : Task.CompletedTask;
            });
            throw;
        }
    }

    /// <summary>
    /// Holds it for suspect no longer, because the message has to wait, unless another consumer is handling it.
    /// </summary>
    public Task WaitAsync() => InTurnAsync(() => _running == 0 ? LiftAsync() : Task.CompletedTask);

    /// <summary>Holds it for suspect no longer, because the process is being stopped.</summary>
    public Task StopAsync() => InTurnAsync(LiftAsync);

    /// <summary>
    /// The message has come to its end. The row of a first delivery stays: it says next to nothing, and many may come to their
    /// end at once after a restart.
    /// </summary>
    public Task EndAsync() => InTurnAsync(() =>
    {
        if (number > 1)
            return LiftAsync();
        Leave();
        return Task.CompletedTask;
    });

    private async Task<CommitOutcome> HoldAsync(CancellationToken cancellationToken)
    {
        if (number > 1)
            _place ??= await endpoint.Suspects.EnterAsync(
                PoisonMessageLimiter.ConcurrencyOf(number, endpoint.Options.CrashLimit), cancellationToken);
        if (!endpoint.Suspects.TryAdd(this))
            return CommitOutcome.Pending;
        try
        {
            var outcome = await endpoint.Committer.CommitAsync(new UnitOfWork { Claim = claim }, cancellationToken);
            _isHeld = true;
            return outcome;
        }
        catch
        {
            Leave();
            throw;
        }
    }

    private async Task LiftAsync()
    {
        if (!_isHeld)
            return;
        _isHeld = false;
        Leave();
        try
        {
            var unit = new UnitOfWork();
            unit.Forgotten.Add(claim);
            await endpoint.Committer.CommitAsync(unit, CancellationToken.None);
        }
        catch (Exception exception)
        {
            endpoint.Logger.LogWarning(
                exception, "A delivery of queue {Endpoint} that is not under way any more stays counted", endpoint.Name);
        }
    }

    private void Leave()
    {
        endpoint.Suspects.Remove(this);
        _place?.Dispose();
        _place = null;
    }

    private async Task InTurnAsync(Func<Task> change)
    {
        await _gate.WaitAsync();
        try
        {
            await change();
        }
        finally
        {
            _gate.Release();
        }
    }
}
