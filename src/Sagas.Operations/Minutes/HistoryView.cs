namespace Sagas.Operations.Minutes;

/// <summary>What happened recently, as it was recorded minute by minute.</summary>
/// <param name="Range">How much: `1h`, `24h` or `7d`.</param>
/// <param name="From">The beginning.</param>
/// <param name="To">The end: the end of the last minute that is over.</param>
/// <param name="StepMinutes">How many minutes a point puts together.</param>
/// <param name="Points">What happened, oldest first.</param>
/// <param name="Marks">What operators did, and when processes started; oldest first.</param>
/// <param name="HasMoreMarks">Whether operators did more than is listed: the newest 1,000 actions are.</param>
internal sealed record HistoryView(
    string Range, DateTimeOffset From, DateTimeOffset To, int StepMinutes, IReadOnlyList<HistoryPoint> Points,
    IReadOnlyList<HistoryMark> Marks, bool HasMoreMarks);

/// <summary>What happened in some minutes.</summary>
/// <param name="At">When they began.</param>
/// <param name="RecordedMinutes">How many of them are recorded; if none is, nothing is known.</param>
/// <param name="SagaTypes">How many sagas started and ended, by type; types of which none did are missing.</param>
/// <param name="DeadLetters">How many messages became dead letters.</param>
/// <param name="Stuck">How many sagas were stuck at the end of a minute, at most.</param>
internal sealed record HistoryPoint(
    DateTimeOffset At, int RecordedMinutes, IReadOnlyList<HistoryOfType> SagaTypes, long DeadLetters, long Stuck)
{
    internal long Started => SagaTypes.Sum(type => type.Started);

    internal long EndedIn(string state) => SagaTypes.Sum(type => type.Ended.GetValueOrDefault(state));
}

/// <summary>How many sagas of a type started and ended.</summary>
/// <param name="SagaType">The type.</param>
/// <param name="Started">How many started.</param>
/// <param name="Ended">How many ended, by final state.</param>
internal sealed record HistoryOfType(string SagaType, long Started, IReadOnlyDictionary<string, long> Ended);

/// <summary>Something that may explain what happened.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">`action` or `start`.</param>
/// <param name="Text">What it was.</param>
internal sealed record HistoryMark(DateTimeOffset At, string Kind, string Text);
