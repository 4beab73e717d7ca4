using Sagas.Durability.Tables;

namespace Sagas.Durability.Outbox;

/// <summary>Messages that leave one after the other.</summary>
/// <param name="Messages">The messages, whose rows are leased by this process.</param>
/// <param name="WereLeft">Whether they were found in the outbox, where their first sender left them.</param>
/// <param name="Failures">How often the first of them could not be sent.</param>
internal sealed record DispatchBatch(IReadOnlyList<OutboxMessage> Messages, bool WereLeft, int Failures)
{
    private const int LongestPauseSeconds = 8;

    /// <summary>When somebody else may send them.</summary>
    public DateTimeOffset LeasedUntil => Messages.Min(message => message.VisibleAt);

    /// <summary>How long to wait before they are tried once more: a second, and twice as long each time.</summary>
    public TimeSpan Pause => TimeSpan.FromSeconds(Math.Min(LongestPauseSeconds, 1 << Math.Min(Failures - 1, 10)));

    /// <summary>What is left when the first of the batch have left and the next has not.</summary>
    public DispatchBatch Without(int count) => new([.. Messages.Skip(count)], WereLeft, count == 0 ? Failures + 1 : 1);
}
