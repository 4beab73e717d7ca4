using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Sagas.Durability.Outbox;
using Sagas.Durability.Registry;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Operations.Alerts;
using Sagas.Operations.Diagrams;
using Sagas.Operations.Instances;
using Sagas.Operations.Minutes;
using Sagas.Web.Text;

namespace Sagas.Operations.Overview;

/// <summary>
/// Samples the service while somebody is watching: every two seconds at most, however many are watching, and never for more
/// than a tenth of the time.
/// </summary>
internal sealed class OverviewSampler(
    IServiceScopeFactory scopes,
    SagaRegistry registry,
    HealthCheckService health,
    IOptions<DurabilityOptions> options,
    TimeProvider time,
    ILogger<OverviewSampler> logger) : InterruptibleService
{
    private const int Share = 10;
    private const int MinutesTold = 60;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // Anybody watching wants to see when the database has recovered.
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Interest = TimeSpan.FromSeconds(10);

    private readonly StepFeed _feed = new(registry);
    private readonly List<SagaTypeWatch> _watches = [];
    private readonly Lock _changing = new();
    private TaskCompletionSource<OverviewSample> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OverviewSample? _last;
    private DateTimeOffset _lastAsked;
    private int _followers;
    private bool _isIdle;

    /// <summary>The latest sample; if nobody has been watching for a while, the next one.</summary>
    public async Task<OverviewSample> LatestAsync(CancellationToken cancellationToken)
    {
        Task<OverviewSample> next;
        lock (_changing)
        {
            _lastAsked = time.GetUtcNow();
            _asked.TrySetResult();
            if (_last is { } last && !_isIdle)
                return last;
            next = _next.Task;
        }

        return await next.WaitAsync(cancellationToken);
    }

    /// <summary>All samples from now on.</summary>
    public async IAsyncEnumerable<OverviewSample> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lock (_changing)
        {
            _followers++;
            _asked.TrySetResult();
        }

        try
        {
            while (true)
                yield return await Next().WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_changing)
                _followers--;
        }
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        _watches.AddRange(registry.Types.Select(kind => new SagaTypeWatch(kind, time)));
        for (var isFirst = true; !stoppingToken.IsCancellationRequested; isFirst = false)
        {
            await UntilAskedAsync(stoppingToken);
            var begin = time.GetTimestamp();
            await SampleAsync(stoppingToken);
            // The first sample takes long because its queries are compiled, which says nothing about the database.
            var rest = isFirst ? Interval : time.GetElapsedTime(begin) * Share;
            await time.DelayAsync(rest < Interval ? Interval : rest > LongestRest ? LongestRest : rest, stoppingToken);
        }
    }

    private Task<OverviewSample> Next()
    {
        lock (_changing)
            return _next.Task;
    }

    private Task UntilAskedAsync(CancellationToken stoppingToken)
    {
        lock (_changing)
        {
            if (_followers > 0 || time.GetUtcNow() - _lastAsked < Interest)
                return Task.CompletedTask;
            _isIdle = true;
            _asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _asked.Task.WaitAsync(stoppingToken);
        }
    }

    private async Task SampleAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            Publish(await LookAsync(scope.ServiceProvider.GetRequiredService<DbContext>(), stoppingToken));
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogWarning("The overview could not be read from the database; will try again: {Reason}", exception.Message);
            await PublishUnknownAsync(stoppingToken);
        }
    }

    /// <summary>Takes a sample.</summary>
    public async Task<OverviewSample> LookAsync(DbContext db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var steps = await _feed.ReadAsync(db, now, cancellationToken);
        var stuck = await AlertReader.CountStuckAsync(db, now, cancellationToken);
        var kinds = new List<SagaTypeSample>();
        foreach (var (kind, watch) in registry.Types.Zip(_watches))
        {
            var own = stuck.Where(alerts => alerts.SagaType == kind.Name)
                .ToDictionary(alerts => alerts.State, alerts => alerts.Stuck, StringComparer.Ordinal);
            kinds.Add(await watch.LookAsync(db, steps.GetValueOrDefault(kind.Name), own, cancellationToken));
        }

        var instances = await ReadInstancesAsync(db, cancellationToken);
        return new OverviewSample(
            now, kinds, await OutboxAsync(db, now, cancellationToken), await DeadLettersAsync(db, cancellationToken),
            await HealthAsync(cancellationToken), [.. instances.Select(instance => Sample(instance, now))],
            await RatesAsync(db, now, cancellationToken), stuck.Sum(alerts => alerts.Stuck - alerts.Acknowledged),
            StoredPauses.Of(instances, now))
        {
            AcknowledgedAlerts = stuck.Sum(alerts => alerts.Acknowledged),
            BeingRetried = await db.Set<DeadLetter>().IgnoreQueryFilters()
                .LongCountAsync(deadLetter => deadLetter.IsBeingRetried, cancellationToken),
        };
    }

    private static async Task<IReadOnlyList<RateSample>> RatesAsync(
        DbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var end = MinuteFigure.MinuteOf(now);
        var minutes = await RecordedMinutes.ReadAsync(db, (end - MinutesTold, end), step: 1, cancellationToken);
        return
        [
            .. minutes.GroupBy(figure => figure.Step).OrderBy(minute => minute.Key).Select(minute => new RateSample(
                MinuteFigure.TimeOf(minute.Key + 1), PerSecond(minute, MinuteFigure.Started),
                PerSecond(minute, MinuteFigure.Ended))),
        ];

        static double PerSecond(IEnumerable<RecordedMinutes.Together> minute, string figure) =>
            minute.Where(same => same.Figure == figure).Sum(same => same.Sum) / 60.0;
    }

    private async Task<OutboxSample> OutboxAsync(DbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var outbox = new OutboxReader(db, now, options.Value);
        var figures = await outbox.ReadAsync(cancellationToken);
        return new OutboxSample(
            figures.Waiting, figures.OldestAge, figures.Timers, await outbox.NextTimerAsync(cancellationToken));
    }

    // Everybody sees the same overview, and the name of an exception may come with a message.
    private static async Task<IReadOnlyList<DeadLetterGroup>> DeadLettersAsync(
        DbContext db, CancellationToken cancellationToken) =>
        (await db.Set<DeadLetter>().AsNoTracking()
            .GroupBy(deadLetter => new { deadLetter.Endpoint, deadLetter.ExceptionType })
            .Select(same => new { same.Key.Endpoint, same.Key.ExceptionType, Count = same.LongCount() })
            .OrderByDescending(group => group.Count)
            .Select(group => new DeadLetterGroup(group.Endpoint, group.ExceptionType, group.Count))
            .ToListAsync(cancellationToken))
            .ConvertAll(group => group with
            {
                ExceptionType = group.ExceptionType is { } type ? SecretPatterns.HideIn(type) : null,
            });

    private static Task<List<ServiceInstance>> ReadInstancesAsync(DbContext db, CancellationToken cancellationToken) =>
        db.Set<ServiceInstance>().AsNoTracking().OrderBy(instance => instance.StartedAt).ToListAsync(cancellationToken);

    private static InstanceSample Sample(ServiceInstance instance, DateTimeOffset now) => new(
        instance.Name, instance.Roles, instance.Version, instance.StartedAt, instance.SeenAt,
        now - instance.SeenAt < InstanceBeat.Patience, instance.StoppingAt);

    private async Task<IReadOnlyList<DependencyHealth>> HealthAsync(CancellationToken cancellationToken) =>
        [.. (await health.CheckHealthAsync(cancellationToken)).Entries
            .Select(entry => new DependencyHealth(
                entry.Key, entry.Value.Status.ToString(),
                entry.Value.Description is { } description ? SecretPatterns.HideIn(description) : null))];

    private async Task PublishUnknownAsync(CancellationToken stoppingToken) => Publish(new OverviewSample(
        time.GetUtcNow(), [], new OutboxSample(0, TimeSpan.Zero, 0, null), [], await HealthAsync(stoppingToken), [],
        [], OpenAlerts: 0, PausedQueues: []));

    private void Publish(OverviewSample sample)
    {
        TaskCompletionSource<OverviewSample> reached;
        lock (_changing)
        {
            _last = sample;
            _isIdle = false;
            reached = _next;
            _next = new TaskCompletionSource<OverviewSample>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        reached.SetResult(sample);
    }
}
