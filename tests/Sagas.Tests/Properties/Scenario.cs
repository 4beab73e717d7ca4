using FsCheck;
using FsCheck.Fluent;

namespace Sagas.Tests.Properties;

/// <summary>
/// What happens to a few orders, in its order. A failing one is made shorter and plainer until nothing can be left out.
/// </summary>
/// <param name="Happenings">What happens.</param>
internal sealed record Scenario(IReadOnlyList<Happening> Happenings)
{
    /// <summary>How many orders it is about at most.</summary>
    public const int Orders = 3;

    /// <summary>Ways into every state, so that the rest may begin in any of them.</summary>
    private static readonly Happening[][] Beginnings =
    [
        Coming(),
        Coming(OrderEvent.Submitted),
        Coming(OrderEvent.Submitted, OrderEvent.Paid),
        Coming(OrderEvent.Submitted, OrderEvent.Paid, OrderEvent.Told),
        Coming(OrderEvent.Submitted, OrderEvent.Declined),
        Coming(OrderEvent.Submitted, OrderEvent.Cancel),
        Coming(OrderEvent.Submitted, OrderEvent.Cancel, OrderEvent.RefundFailedForGood),
        Coming(OrderEvent.Submitted, OrderEvent.Cancel, OrderEvent.Refunded),
    ];

    public static Arbitrary<Scenario> Any() => Arb.From(Generator(), Shrink);

    public override string ToString() => "\n  " + string.Join("\n  ", Happenings);

    private static Happening[] Coming(params OrderEvent[] events) => [.. events.Select(said => new Happening.Comes(0, said))];

    private static Gen<Scenario> Generator()
    {
        var order = Gen.Frequency((4, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Constant(2)));
        var happening = Gen.Frequency(
            (16, from place in order
                 from said in Gen.Elements(Enum.GetValues<OrderEvent>())
                 select (Happening)new Happening.Comes(place, said)),
            (2, order.Select(place => (Happening)new Happening.Comes(place, OrderEvent.Submitted))),
            (4, Gen.Choose(0, 6).Select(back => (Happening)new Happening.ComesAgain(back))),
            (2, Gen.Elements(1, 5, 15).Select(minutes => (Happening)new Happening.TimePasses(minutes))),
            (5, Gen.Constant((Happening)new Happening.Calm())));
        return from first in Gen.Elements(Beginnings) from rest in happening.ListOf() select new Scenario([.. first, .. rest]);
    }

    private static IEnumerable<Scenario> Shrink(Scenario scenario)
    {
        var all = scenario.Happenings;
        for (var length = Math.Max(1, all.Count / 2); length >= 1; length /= 2)
        {
            for (var start = 0; start < all.Count; start += length)
                yield return new([.. all.Take(start), .. all.Skip(start + length)]);
        }

        for (var place = 0; place < all.Count; place++)
        {
            foreach (var simpler in all[place].Simpler)
                yield return new([.. all.Take(place), simpler, .. all.Skip(place + 1)]);
        }
    }
}
