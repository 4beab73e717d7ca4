using MassTransit.Saga;
using Sagas.Durability.History;

namespace Sagas.Durability.Sagas;

/// <summary>What the repository remembers about a saga while it handles a message.</summary>
internal interface ILoadedSaga
{
    /// <summary>Whether it was loaded or is new.</summary>
    SagaConsumeContextMode Mode { get; }

    /// <summary>
    /// Its fields before the message; for a saga that is new or that no message has touched, those of a blank instance.
    /// </summary>
    SagaSnapshot Before { get; }

    /// <summary>The version of its row; 0 if it has none.</summary>
    int StoredVersion { get; }

    /// <summary>How many messages and timers the unit of work contained before.</summary>
    int SentBefore { get; }
}
