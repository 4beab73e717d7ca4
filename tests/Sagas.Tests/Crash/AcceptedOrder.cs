namespace Sagas.Tests.Crash;

/// <summary>An order that was answered with 202, and so must never be lost.</summary>
/// <param name="OrderId">The id in the answer.</param>
/// <param name="PaymentToken">How its payment behaves.</param>
internal record AcceptedOrder(Guid OrderId, string PaymentToken);
