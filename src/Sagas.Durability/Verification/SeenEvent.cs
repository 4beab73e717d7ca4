namespace Sagas.Durability.Verification;

/// <summary>A saga's message as a subscriber received it.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="SagaId">The saga, by the header <c>Saga-Id</c>.</param>
/// <param name="SagaVersion">The saga's version, by the header <c>Saga-Version</c>.</param>
/// <param name="Type">The message's type without its namespace, such as <c>OrderPaid</c>.</param>
public record SeenEvent(Guid MessageId, Guid SagaId, int SagaVersion, string Type);
