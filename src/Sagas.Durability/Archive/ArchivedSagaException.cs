using Sagas.Durability.Tables;

namespace Sagas.Durability.Archive;

/// <summary>A message is about a saga that has been archived: it has ended, and nothing more can be done for it.</summary>
public sealed class ArchivedSagaException : Exception
{
    /// <summary>An exception without details.</summary>
    public ArchivedSagaException()
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public ArchivedSagaException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public ArchivedSagaException(string message, Exception innerException) : base(message, innerException)
    {
    }

    internal ArchivedSagaException(ArchivedSaga saga)
        : base(FormattableString.Invariant(
            $"{saga.SagaType} {saga.SagaId} ended {saga.CurrentState} at {saga.EndedAt:O} and was archived at {saga.ArchivedAt:O}. Nothing more is done for it."))
    {
    }
}
