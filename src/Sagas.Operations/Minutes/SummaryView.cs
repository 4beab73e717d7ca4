using Sagas.Operations.Instances;

namespace Sagas.Operations.Minutes;

/// <summary>What happened during a shift.</summary>
/// <param name="From">The beginning.</param>
/// <param name="To">The end: the end of the last minute that is over.</param>
/// <param name="RecordedMinutes">How many minutes of it are recorded.</param>
/// <param name="SagaTypes">How many sagas started and ended, by type.</param>
/// <param name="DeadLetters">How many messages became dead letters, and what became of dead letters.</param>
/// <param name="StuckNow">How many sagas are stuck now.</param>
/// <param name="Actions">What operators did, the most frequent first; the first 50.</param>
/// <param name="Starts">Processes that started, oldest first; the latest 50.</param>
/// <param name="PausedQueues">Queues that are paused now.</param>
internal sealed record SummaryView(
    DateTimeOffset From, DateTimeOffset To, int RecordedMinutes, IReadOnlyList<SummaryOfType> SagaTypes,
    SummaryOfLetters DeadLetters, long StuckNow, IReadOnlyList<SummaryAction> Actions, IReadOnlyList<SummaryStart> Starts,
    IReadOnlyList<PausedQueueSample> PausedQueues);

/// <summary>How many sagas of a type started and ended.</summary>
/// <param name="SagaType">The type.</param>
/// <param name="Title">What people call its sagas.</param>
/// <param name="Started">How many started.</param>
/// <param name="Ended">How many ended, by final state; all final states are there.</param>
internal sealed record SummaryOfType(string SagaType, string Title, long Started, IReadOnlyDictionary<string, long> Ended);

/// <summary>What became of dead letters.</summary>
/// <param name="New">How many messages became dead letters.</param>
/// <param name="Retried">How many were sent again.</param>
/// <param name="Discarded">How many were discarded.</param>
/// <param name="Left">How many there are now.</param>
internal sealed record SummaryOfLetters(long New, long Retried, long Discarded, long Left);

/// <summary>What somebody did.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Action">What.</param>
/// <param name="Count">How often.</param>
internal sealed record SummaryAction(string Actor, string Action, long Count);

/// <summary>A process that started.</summary>
/// <param name="At">When.</param>
/// <param name="Name">Machine and process.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Version">The program's version.</param>
internal sealed record SummaryStart(DateTimeOffset At, string Name, string Roles, string Version);
