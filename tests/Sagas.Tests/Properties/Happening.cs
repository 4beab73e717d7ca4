namespace Sagas.Tests.Properties;

/// <summary>Something that happens to a few orders.</summary>
internal abstract record Happening
{
    /// <summary>The same, but plainer: what a failing sequence is tried with instead.</summary>
    public virtual IEnumerable<Happening> Simpler => [];

    /// <summary>A message comes, under an id of its own.</summary>
    /// <param name="Order">The order that it is about, from 0.</param>
    /// <param name="Event">What it says.</param>
    internal sealed record Comes(int Order, OrderEvent Event) : Happening
    {
        public override IEnumerable<Happening> Simpler => Order > 0 ? [this with { Order = Order - 1 }] : [];

        public override string ToString() => $"{Event} comes for order {Order}";
    }

    /// <summary>A message that came before comes again under the same id, as brokers do.</summary>
    /// <param name="Back">How many messages ago it came; counted round and round.</param>
    internal sealed record ComesAgain(int Back) : Happening
    {
        public override IEnumerable<Happening> Simpler => Back > 0 ? [this with { Back = 0 }, this with { Back = Back - 1 }] : [];

        public override string ToString() =>
            Back == 0 ? "the last message comes again" : $"the message {Back} before the last comes again";
    }

    /// <summary>Time passes, whatever is under way; timers ring.</summary>
    /// <param name="Minutes">How much.</param>
    internal sealed record TimePasses(int Minutes) : Happening
    {
        public override IEnumerable<Happening> Simpler => Minutes > 1 ? [this with { Minutes = Minutes / 2 }] : [];

        public override string ToString() => $"{Minutes} minutes pass";
    }

    /// <summary>Everything that came is handled before anything else comes.</summary>
    internal sealed record Calm : Happening
    {
        public override string ToString() => "calm";
    }
}
