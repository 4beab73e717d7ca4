using Sagas.Durability.Tables;

namespace Sagas.Durability.History;

/// <summary>
/// Is notified of every step of a saga that this process has committed, once and right after the commit. It must be quick and
/// must not throw. Register it as a singleton.
/// </summary>
public interface ISagaStepObserver
{
    /// <summary>A step was committed.</summary>
    /// <param name="step">The step.</param>
    /// <param name="saga">The saga as it is after the step.</param>
    void Observe(SagaTransition step, object saga);
}
