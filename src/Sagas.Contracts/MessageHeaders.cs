namespace Sagas.Contracts;

/// <summary>Headers that the service adds to MassTransit's own message metadata.</summary>
public static class MessageHeaders
{
    /// <summary>
    /// The version that the saga reached by sending the message: with it, a subscriber can sort an order's events and detect
    /// gaps, whatever order the broker delivers them in.
    /// </summary>
    public const string SagaVersion = "Saga-Version";

    /// <summary>The id of the saga that sent the message.</summary>
    public const string SagaId = "Saga-Id";
}
