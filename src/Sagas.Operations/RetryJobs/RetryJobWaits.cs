using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.DeadLetters.Jobs.Running;
using Sagas.Durability.Tables;
using Sagas.Operations.Instances;
using Sagas.Operations.Shell;

namespace Sagas.Operations.RetryJobs;

/// <summary>Tells what retry jobs wait for, by the same rules by which they do.</summary>
/// <param name="jobs">The jobs.</param>
/// <param name="pauses">The queues that are paused.</param>
/// <param name="outcomes">Knows how long a result is waited for.</param>
/// <param name="time">The clock.</param>
internal sealed class RetryJobWaits(RetryJobReader jobs, PauseWatch pauses, RetryOutcomes outcomes, TimeProvider time)
{
    /// <summary>How long a result is waited for before it counts as unknown.</summary>
    public TimeSpan Patience => outcomes.Patience;

    /// <summary>What a job waits for.</summary>
    /// <param name="progress">The job.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>Nothing if it is going on or has ended.</returns>
    public async Task<IReadOnlyList<RetryJobWait>> OfAsync(RetryJobProgress progress, CancellationToken cancellationToken)
    {
        var waits = new List<RetryJobWait>();
        var (sent, isRunning) = (progress.Of(RetryItemState.Sent), progress.Job.State == RetryJobState.Running);
        if (sent > 0 && (!isRunning || RetryWindow.RoomOf(progress) == 0))
            waits.Add(new RetryJobWait(
                "Results", sent, Queue: null, Until: null,
                $"waiting for the {(sent == 1 ? "result of 1 message" : $"results of {Shown.Count(sent)} messages")}"));
        if (isRunning && progress.Of(RetryItemState.Waiting) > 0
            && await pauses.LatestAsync(cancellationToken) is { Count: > 0 } paused)
            waits.AddRange(Held(await jobs.QueuesAsync(progress.Job.RetryJobId, cancellationToken), paused));
        return waits;
    }

    /// <summary>A job as the API shows it.</summary>
    /// <param name="progress">The job.</param>
    /// <param name="http">The request of whoever sees it.</param>
    /// <returns>Its view.</returns>
    public async Task<RetryJobView> ViewAsync(RetryJobProgress progress, HttpContext http) =>
        RetryJobView.Of(progress, await OfAsync(progress, http.RequestAborted), http);

    private IEnumerable<RetryJobWait> Held(IEnumerable<RetryJobQueue> queues, IReadOnlyList<PausedQueueSample> paused)
    {
        var now = time.GetUtcNow();
        return
            from queue in queues
            join pause in paused on queue.Endpoint equals pause.Queue
            where queue.Waiting > 0 && queue.IsHeld(pause.Until, now)
            select new RetryJobWait(
                "PausedQueue", queue.Waiting, queue.Endpoint, pause.Until,
                $"waiting: {queue.Endpoint} is paused {Shown.Pause(pause.Until, now)}");
    }
}
