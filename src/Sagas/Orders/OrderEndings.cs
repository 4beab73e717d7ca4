using Sagas.Durability.History;
using Sagas.Durability.Tables;

namespace Sagas.Orders;

/// <summary>
/// Counts orders that reach a final state, once that is committed; a step that met a conflict has ended nothing.
/// </summary>
/// <param name="metrics">Where it is counted.</param>
internal class OrderEndings(OrderMetrics metrics) : ISagaStepObserver
{
    private static readonly HashSet<string> FinalStates = OrderStateMachine.FinalStates.ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc />
    public void Observe(SagaTransition step, object saga)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (saga is OrderState order
            && FinalStates.Contains(step.ToState)
            && !string.Equals(step.FromState, step.ToState, StringComparison.Ordinal))
        {
            metrics.CountEnded(step.ToState, step.At - order.SubmittedAt);
        }
    }
}
