using Sagas.Durability.Tables;

namespace Sagas.Durability.Sagas;

/// <summary>A newer version of the saga's definition has handled it, and this program does not know what that implies.</summary>
public sealed class NewerDefinitionException : Exception
{
    /// <summary>An exception without details.</summary>
    public NewerDefinitionException()
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public NewerDefinitionException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public NewerDefinitionException(string message, Exception innerException) : base(message, innerException)
    {
    }

    internal NewerDefinitionException(Type saga, Guid sagaId, IVersionedSaga versions)
        : base(
            $"{saga.Name} {sagaId} was handled by version {versions.DefinitionVersion} of its definition, and this program has version {versions.LatestDefinitionVersion}. A newer program must handle the message.")
    {
    }
}
