using Sagas.Durability.Tables;

namespace Sagas.Durability.Outbox;

/// <summary>Messages that are sent one after another.</summary>
/// <param name="Messages">The messages, whose rows are leased by this process.</param>
/// <param name="WereLeft">Whether they were found in the outbox, where an earlier sender had left them.</param>
/// <param name="Failures">How often the first of them could not be sent.</param>
internal sealed record DispatchBatch(IReadOnlyList<OutboxMessage> Messages, bool WereLeft, int Failures)
{
    private const int LongestPauseSeconds = 8;

    /// <summary>When another instance may send them.</summary>
    public DateTimeOffset LeasedUntil => Messages.Min(message => message.VisibleAt);

    /// <summary>How long to wait before they are tried again: a second, doubling each time.</summary>
    public TimeSpan Pause => TimeSpan.FromSeconds(Math.Min(LongestPauseSeconds, 1 << Math.Min(Failures - 1, 10)));

    /// <summary>The batch that remains after its first messages were sent and the next one was not.</summary>
    public DispatchBatch Without(int count) => new([.. Messages.Skip(count)], WereLeft, count == 0 ? Failures + 1 : 1);
}
