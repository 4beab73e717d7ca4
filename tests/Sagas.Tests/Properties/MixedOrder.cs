using Sagas.Payments.Simulator;

namespace Sagas.Tests.Properties;

/// <summary>An order of a mix.</summary>
/// <param name="Token">What it is paid by.</param>
/// <param name="Cancelled">When somebody cancels it.</param>
internal sealed record MixedOrder(string Token, Cancelled Cancelled)
{
    public IEnumerable<MixedOrder> Simpler
    {
        get
        {
            if (Cancelled != Cancelled.Never)
                yield return this with { Cancelled = Cancelled.Never };
            if (Token != SimulatedTokens.Visa)
                yield return this with { Token = SimulatedTokens.Visa };
        }
    }

    public override string ToString() => $"{Token}, cancelled {Cancelled}";
}
