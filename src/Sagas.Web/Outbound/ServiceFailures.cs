namespace Sagas.Web.Outbound;

/// <summary>Remembers why the last call of an outside service failed, for those who may not call it any more.</summary>
/// <param name="service">What it is called, such as <c>The webhook</c>.</param>
internal sealed class ServiceFailures(string service)
{
    private volatile string? _last;

    /// <summary>Why the service is not called while its circuit is open.</summary>
    public string WhyNotCalled =>
        $"{service} was not called, because most of the last calls had failed{(_last is { } last ? $"; at last, {last}" : ".")}";

    /// <summary>Notes a failure.</summary>
    /// <param name="why">What happened, at the end of a sentence.</param>
    public void Note(string why) => _last = why.EndsWith('.') ? why : why + ".";
}
