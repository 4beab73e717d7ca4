using Sagas.Chaos.Faults;
using Sagas.Chaos.Orders;

namespace Sagas.Chaos.Reports;

/// <summary>How the service came back from one fault.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Recovered">
/// From the fault's end (for a kill: from the kill) until an order that was accepted after it had ended: orders are accepted and
/// completed again. Null if that was not seen.
/// </param>
/// <param name="CaughtUp">
/// From the fault's end until every order that was accepted before it and was not deliberately waiting for anything had
/// ended: nothing is left behind. Other faults may have happened in between. Null if that was not seen.
/// </param>
/// <param name="Orders">Orders that were in progress at any moment between the fault's beginning and the recovery.</param>
internal sealed record Recovery(InjectedFault Fault, TimeSpan? Recovered, TimeSpan? CaughtUp, IReadOnlyList<Guid> Orders)
{
    public static Recovery Of(InjectedFault fault, IReadOnlyCollection<PlacedOrder> orders)
    {
        var recoveredAt = orders.Where(order => order.AcceptedAt > fault.End).Min(order => order.EndedAt);
        var before = orders.Where(order => order.AcceptedAt <= fault.End && order.Plan.IsPrompt).ToList();
        var caughtUp = before.Exists(order => order.EndedAt is null) ? (TimeSpan?)null
            : before.Select(order => order.EndedAt!.Value).Append(fault.End).Max() - fault.End;
        var until = recoveredAt ?? TimeSpan.MaxValue;
        return new Recovery(
            fault,
            recoveredAt - fault.End,
            caughtUp,
            [.. orders.Where(order => order.AcceptedAt <= until && !(order.EndedAt < fault.Begin))
                .Select(order => order.OrderId)]);
    }
}
