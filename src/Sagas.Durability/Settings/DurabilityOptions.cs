using System.Reflection;
using MassTransit;

namespace Sagas.Durability.Settings;

/// <summary>Settings of the durable layer.</summary>
public class DurabilityOptions
{
    /// <summary>
    /// How long handled messages are remembered: a duplicate that arrives later than this is handled again. 1 minute to
    /// 365 days.
    /// </summary>
    public TimeSpan DuplicateDetectionWindow { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How long an instance keeps an outgoing message to itself before another may send it. 1 second to 1 hour.
    /// </summary>
    public TimeSpan OutboxLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the outbox is searched for due timers and messages left behind. 50 ms to 1 minute.</summary>
    public TimeSpan OutboxPollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many outbox rows one search takes at most. 1 to 1,000.</summary>
    public int OutboxBatchSize { get; set; } = 100;

    /// <summary>
    /// How long a broker may refuse every message to a destination before the connection is re-established. 1 second to 1 hour.
    /// </summary>
    public TimeSpan RefusalPatience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For how many units of work messages are sent at the same time. 1 to 256.</summary>
    public int DispatchConcurrency { get; set; } = 32;

    /// <summary>
    /// Roughly how many messages a process may have in progress at a time: waiting in memory, being sent, or (embedded) in the
    /// queues of the in-memory transport. Others wait only in the outbox, so that memory does not grow with the backlog. 1 to
    /// 1,000,000.
    /// </summary>
    public int DispatchBacklog { get; set; } = 10_000;

    /// <summary>How many units of work are committed together at most. 1 to 256.</summary>
    public int CommitGroupSize { get; set; } = 64;

    /// <summary>
    /// How many groups are committed at the same time, where the database allows more than one writer. More groups mean smaller
    /// groups, which cost the database more; several are worthwhile if a round trip to the database is slow. 1 to 256.
    /// </summary>
    public int CommitConcurrency { get; set; } = 1;

    /// <summary>How often a message is handled again after a conflict with a concurrent change. 1 to 1,000.</summary>
    public int ConflictLimit { get; set; } = 50;

    /// <summary>Pauses between in-process retries of a failed message, 10 at most; not set: 50, 200 and 500 ms.</summary>
    public IReadOnlyList<TimeSpan>? RetryDelays { get; set; }

    /// <summary>
    /// Pauses between scheduled redeliveries once the retries are used up, 20 at most; not set: 5 s, 30 s and 2 min.
    /// </summary>
    public IReadOnlyList<TimeSpan>? RedeliveryDelays { get; set; }

    /// <summary>
    /// How long a message may be postponed in all (see <see cref="PostponeOn{TException}"/>). After that each such failure counts
    /// like any other, so that the message finally becomes a dead letter. 1 minute to 30 days.
    /// </summary>
    public TimeSpan PostponeLimit { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How often a process may die while it handles a message before the message becomes a dead letter. 1 to 100.
    /// </summary>
    public int CrashLimit { get; set; } = 5;

    /// <summary>
    /// Share of messages, in percent, that fail within <see cref="BreakerWindow"/> before their queue is paused for
    /// <see cref="BreakerPause"/>; then one message is tried. 1 to 100; 0: never.
    /// </summary>
    public int BreakerThreshold { get; set; } = 50;

    /// <summary>How many messages must have failed within the window for that. 1 to 100,000.</summary>
    public int BreakerFailures { get; set; } = 100;

    /// <summary>How far back the queue's breaker looks. 1 second to 1 hour.</summary>
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the queue is paused. 1 second to 15 minutes.</summary>
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long messages are kept in the journal after they were sent, so that people can look at them: up to 365 days; zero: not
    /// at all, which is the default with a broker. If not set where the database is the queue of record: an hour. Use the same
    /// value in all processes of a database: a process removes what it would not keep itself, whichever process put it there.
    /// </summary>
    /// <remarks>Every message is then written a second time when it is sent.</remarks>
    public TimeSpan? KeepMessagesFor { get; set; }

    /// <summary>How often old inbox rows and old messages of the journal are removed. 1 second to 1 day.</summary>
    public TimeSpan InboxCleanupInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a finished saga stays where it is after its last step, before it is moved into the archive:
    /// <see cref="DuplicateDetectionWindow"/> or longer, so that a late duplicate finds it; zero: forever. Only sagas for which
    /// <c>Archive</c> says when they are finished are archived.
    /// </summary>
    public TimeSpan ArchiveAfter { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How often finished sagas are archived. 1 second to 1 day.</summary>
    public TimeSpan ArchiveInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often retry jobs are worked on. 100 ms to 1 minute.</summary>
    public TimeSpan RetryJobInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long to wait, after its last redelivery would be due, for the result of a dead letter that was sent again
    /// before the result counts as unknown. 1 second to 1 day.
    /// </summary>
    public TimeSpan RetryOutcomeLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the gauges over stored data are read, while anybody observes them. 1 second to 1 hour.</summary>
    public TimeSpan SampleInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether this process reads the gauges over stored data. Every process would report the same values, so where
    /// there are many, most can be told not to.
    /// </summary>
    public bool SamplesDatabase { get; set; } = true;

    /// <summary>
    /// Whether log lines written while a message is handled carry its ids, as a log scope. This costs a little for every
    /// message, so enable it only for loggers that write scopes.
    /// </summary>
    public bool LogScopes { get; set; }

    /// <summary>
    /// The transport keeps nothing (in-memory): an outbox row is removed only once its consumers have committed, and
    /// everything left is dispatched again at startup. Set by <c>DatabaseIsQueueOfRecord()</c>.
    /// </summary>
    public bool DatabaseIsQueueOfRecord { get; set; }

    internal HashSet<string> MandatoryTypes { get; } = new(StringComparer.Ordinal);

    internal HashSet<Assembly> MessageAssemblies { get; } = [];

    private readonly Dictionary<Type, object> _extensions = [];
    private readonly Dictionary<Type, Func<Exception, DateTimeOffset?>> _postponements = [];

    /// <summary>Settings that a part of the layer keeps here for itself.</summary>
    internal T Extension<T>() where T : class, new()
    {
        if (!_extensions.TryGetValue(typeof(T), out var extension))
            _extensions[typeof(T)] = extension = new T();
        return (T)extension;
    }

    /// <summary>
    /// Declares that an event has subscribers: it stays in the outbox until a queue takes it. Without this, an event that is
    /// published before its subscriber was ever started is lost. Commands and timers always stay.
    /// </summary>
    /// <typeparam name="TMessage">The event.</typeparam>
    /// <returns>The same options.</returns>
    public DurabilityOptions Mandatory<TMessage>() where TMessage : class
    {
        MandatoryTypes.Add(MessageUrn.ForTypeString<TMessage>());
        return this;
    }

    /// <summary>
    /// Lets this process check edited dead letters against the messages of an assembly, even if it does not consume them.
    /// </summary>
    /// <param name="messages">The assembly that contains the messages.</param>
    /// <returns>The same options.</returns>
    public DurabilityOptions KnowMessagesOf(Assembly messages)
    {
        MessageAssemblies.Add(messages);
        return this;
    }

    /// <summary>
    /// Lets dead letters be found by their saga: of a message without a correlation id, this property names it. Without it, such
    /// a dead letter belongs to the saga that has sent the message.
    /// </summary>
    /// <param name="property">The name of a property of type Guid, the same in all messages.</param>
    /// <returns>The same options.</returns>
    public DurabilityOptions NameSagasBy(string property)
    {
        SagaIdProperty = property;
        return this;
    }

    internal string? SagaIdProperty { get; private set; }

    /// <summary>
    /// Declares that an exception names the time before which handling the message again would be in vain, such as what a called
    /// service answers when it is busy. The message is then redelivered at that time instead of being retried: it waits in the
    /// outbox, uses up none of its redeliveries, and does not count for the breaker of its queue.
    /// </summary>
    /// <typeparam name="TException">The exception; it may also be the cause of the one that is thrown.</typeparam>
    /// <param name="until">Reads the time; null: an exception like any other.</param>
    /// <returns>The same options.</returns>
    public DurabilityOptions PostponeOn<TException>(Func<TException, DateTimeOffset?> until) where TException : Exception
    {
        _postponements[typeof(TException)] = exception => until((TException)exception);
        return this;
    }

    /// <summary>The time before which a message that failed need not be handled again; null if the failure names none.</summary>
    internal DateTimeOffset? NotBefore(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            foreach (var (type, until) in _postponements)
            {
                if (type.IsInstanceOfType(cause) && until(cause) is { } time)
                    return time;
            }
        }

        return null;
    }

    /// <summary>
    /// How far in the future a message that is to be sent at once can become visible at most, with a margin: it is leased for no
    /// longer than the lease. A row that becomes visible later is a timer.
    /// </summary>
    internal TimeSpan LeaseHorizon => OutboxLease * 2;

    internal TimeSpan EffectiveKeepMessagesFor =>
        KeepMessagesFor ?? (DatabaseIsQueueOfRecord ? TimeSpan.FromHours(1) : TimeSpan.Zero);

    // The defaults are not in the properties, because configuration would append to them instead of replacing them.
    internal IReadOnlyList<TimeSpan> EffectiveRetryDelays => RetryDelays
        ?? [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500)];

    internal IReadOnlyList<TimeSpan> EffectiveRedeliveryDelays => RedeliveryDelays
        ?? [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];
}
