using Sagas.Durability.Commit;
using Sagas.Durability.Diagnostics;

namespace Sagas.Durability.History;

/// <summary>Counts the steps of sagas and notifies their observers. A step lost to a conflict never happened.</summary>
internal sealed class CommittedSteps(IEnumerable<ISagaStepObserver> observers) : ICommitListener
{
    private readonly ISagaStepObserver[] _observers = [.. observers];

    public void Committed(UnitOfWork unit)
    {
        foreach (var step in unit.Transitions)
        {
            if (DurabilityMetrics.Transitions.Enabled)
            {
                DurabilityMetrics.Transitions.Add(
                    1,
                    new KeyValuePair<string, object?>("saga", step.SagaType),
                    new KeyValuePair<string, object?>("event", step.Event),
                    new KeyValuePair<string, object?>("from", step.FromState),
                    new KeyValuePair<string, object?>("to", step.ToState));
            }

            var written = unit.Sagas.Find(write =>
                write.SagaId == step.SagaId && write.Saga.GetType().Name == step.SagaType);
            if (written is not null)
                Array.ForEach(_observers, observer => observer.Observe(step, written.Saga));
        }
    }
}
