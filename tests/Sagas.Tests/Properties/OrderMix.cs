using FsCheck;
using FsCheck.Fluent;
using Sagas.Payments.Simulator;

namespace Sagas.Tests.Properties;

/// <summary>Orders that are posted at the same time, each with what becomes of it on the way.</summary>
/// <param name="Orders">The orders.</param>
/// <param name="Restart">Whether the service is stopped and started right after they were accepted.</param>
internal sealed record OrderMix(IReadOnlyList<MixedOrder> Orders, bool Restart)
{
    private static readonly string[] Tokens =
    [
        SimulatedTokens.Visa, SimulatedTokens.Declined, SimulatedTokens.InsufficientFunds, SimulatedTokens.Flaky,
        SimulatedTokens.Slow, SimulatedTokens.Down, SimulatedTokens.RefundDown, SimulatedTokens.LostAnswer,
        SimulatedTokens.WrongAmount, SimulatedTokens.WrongCurrency, "tok_nonsense",
    ];

    public static Arbitrary<OrderMix> Any()
    {
        var order = from token in Gen.Elements(Tokens)
                    from cancelled in Gen.Elements(Enum.GetValues<Cancelled>())
                    select new MixedOrder(token, cancelled);
        var mix = from orders in order.ListOf()
                  from restart in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
                  select new OrderMix([.. orders], restart);
        return Arb.From(mix, Shrink);
    }

    public override string ToString() => $"\n  {string.Join("\n  ", Orders)}{(Restart ? "\n  and a restart" : "")}";

    private static IEnumerable<OrderMix> Shrink(OrderMix mix)
    {
        if (mix.Restart)
            yield return mix with { Restart = false };
        for (var length = Math.Max(1, mix.Orders.Count / 2); length >= 1; length /= 2)
        {
            for (var start = 0; start < mix.Orders.Count; start += length)
                yield return mix with { Orders = [.. mix.Orders.Take(start), .. mix.Orders.Skip(start + length)] };
        }

        for (var place = 0; place < mix.Orders.Count; place++)
        {
            foreach (var simpler in mix.Orders[place].Simpler)
                yield return mix with { Orders = [.. mix.Orders.Take(place), simpler, .. mix.Orders.Skip(place + 1)] };
        }
    }
}
