using MassTransit.Saga;
using Sagas.Durability.History;

namespace Sagas.Durability.Sagas;

/// <summary>What the repository remembers of a saga while it handles a message.</summary>
internal interface ILoadedSaga
{
    /// <summary>Whether it was loaded or is new.</summary>
    SagaConsumeContextMode Mode { get; }

    /// <summary>Its fields before the message; of a new saga, or one no message has touched, those of a blank instance.</summary>
    SagaSnapshot Before { get; }

    /// <summary>How many messages and timers the unit of work held before.</summary>
    int SentBefore { get; }
}
