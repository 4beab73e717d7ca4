using Sagas.Durability.Tables;

namespace Sagas.Durability.History;

/// <summary>
/// Is told of every step of a saga that this process has committed, once and right after the commit. It must be quick and
/// must not throw. Register it as a singleton.
/// </summary>
public interface ISagaStepObserver
{
    /// <summary>A step was committed.</summary>
    /// <param name="step">The step.</param>
    /// <param name="saga">The instance as it is after it.</param>
    void Observe(SagaTransition step, object saga);
}
