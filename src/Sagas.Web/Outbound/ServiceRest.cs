namespace Sagas.Web.Outbound;

/// <summary>
/// Remembers when an outside service that asked to be left alone may be called again. Until then nobody in this process calls it.
/// </summary>
/// <param name="service">What it is called, such as <c>The webhook</c>.</param>
/// <param name="longest">The longest time it may ask for; zero: its wish is ignored.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told when it begins.</param>
internal sealed class ServiceRest(string service, TimeSpan longest, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private (DateTimeOffset Until, int Status) _rest;

    /// <summary>Refuses to call the service before its time.</summary>
    /// <exception cref="RestingException">It is not time yet.</exception>
    public void ThrowIfResting()
    {
        var (until, status) = Current();
        if (time.GetUtcNow() < until)
            throw new RestingException(service, status, until);
    }

    /// <summary>Notes what a fault asks for.</summary>
    /// <param name="response">The answer.</param>
    /// <exception cref="RestingException">It asks for a pause.</exception>
    public void Heed(HttpResponseMessage response)
    {
        var isFault = AnswerClasses.Of(response.StatusCode) is not (AnswerClass.Success or AnswerClass.Refusal);
        var wait = isFault ? RetryAfter.Read(response, time.GetUtcNow(), longest) : TimeSpan.Zero;
        if (wait <= TimeSpan.Zero)
            return;

        Note(wait, (int)response.StatusCode);
        ThrowIfResting();
    }

    private void Note(TimeSpan wait, int status)
    {
        var until = time.GetUtcNow() + wait;
        lock (_lock)
        {
            if (until <= _rest.Until)
                return;
            var isNew = _rest.Until <= time.GetUtcNow();
            _rest = (until, status);
            if (!isNew)
                return;
        }

        logger.LogWarning("{Service} answered {Status} and is not called before {Until:O}", service, status, until);
    }

    private (DateTimeOffset Until, int Status) Current()
    {
        lock (_lock)
            return _rest;
    }
}
