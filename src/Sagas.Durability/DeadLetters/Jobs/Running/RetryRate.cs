namespace Sagas.Durability.DeadLetters.Jobs.Running;

/// <summary>Limits how many dead letters may be sent by now. Whatever was not used within a second is not saved up.</summary>
/// <param name="perSecond">How many per second; null for any number.</param>
/// <param name="begin">The time from which to count.</param>
internal sealed class RetryRate(int? perSecond, DateTimeOffset begin)
{
    private DateTimeOffset _at = begin;
    private double _allowed;

    /// <summary>How many may be sent now.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="most">How many there are to send.</param>
    public int Take(DateTimeOffset now, int most)
    {
        if (perSecond is not { } rate)
            return most;

        _allowed = Math.Min(rate, _allowed + (rate * Math.Max(0, (now - _at).TotalSeconds)));
        _at = now;
        var taken = Math.Min(most, (int)_allowed);
        _allowed -= taken;
        return taken;
    }
}
