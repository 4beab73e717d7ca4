namespace Sagas.Durability.DeadLetters.Jobs.Running;

/// <summary>How many letters may be sent by now. What was not used within a second is not saved up.</summary>
/// <param name="perSecond">How many in a second; null for any number.</param>
/// <param name="begin">When it begins.</param>
internal sealed class RetryRate(int? perSecond, DateTimeOffset begin)
{
    private DateTimeOffset _at = begin;
    private double _allowed;

    /// <summary>How many may be sent now.</summary>
    /// <param name="now">The present.</param>
    /// <param name="most">How many there are.</param>
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
