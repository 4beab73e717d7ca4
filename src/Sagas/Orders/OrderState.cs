using MassTransit;
using Sagas.Contracts.Orders;
using Sagas.Durability.Tables;

namespace Sagas.Orders;

/// <summary>An order's saga, and also what the API shows of the order: ended orders stay until they are archived.</summary>
internal class OrderState : SagaStateMachineInstance, ISagaVersion, IVersionedSaga, ITimedSaga
{
    /// <summary>The order's id.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>Name of the state; <c>Initial</c> until the saga has seen the order.</summary>
    public string CurrentState { get; set; } = SagaTransition.InitialState;

    /// <summary>How many steps the saga has taken.</summary>
    public int Version { get; set; }

    /// <inheritdoc />
    public int DefinitionVersion { get; set; }

    /// <inheritdoc />
    public int LatestDefinitionVersion => OrderStateMachine.DefinitionVersion;

    /// <summary>Who placed the order.</summary>
    public string CustomerId { get; set; } = "";

    /// <summary>Where the customer is notified about the order.</summary>
    public string Email { get; set; } = "";

    /// <summary>ISO 4217 code.</summary>
    public string Currency { get; set; } = "";

    /// <summary>What was ordered.</summary>
    public IReadOnlyList<OrderLine> Lines { get; set; } = [];

    /// <summary>The sum over all lines.</summary>
    public decimal Total { get; set; }

    /// <summary>The payment provider's token.</summary>
    public string PaymentToken { get; set; } = "";

    /// <summary>The payment, once the order is charged.</summary>
    public Guid? PaymentId { get; set; }

    /// <summary>
    /// Why the order was rejected or is being canceled. While it needs attention because its refund failed, this stays the same:
    /// the failure itself is in <see cref="OrderNeedsAttention"/> and in the dead letter. If another sum than its total was
    /// charged or refunded, this tells both.
    /// </summary>
    public string? Reason { get; set; }

    /// <summary>Whether the customer was notified about the order; null until that is known.</summary>
    public bool? CustomerNotified { get; set; }

    /// <summary>Token of the pending payment timer.</summary>
    public Guid? PaymentTimeoutTokenId { get; set; }

    /// <summary>Token of the pending notification timer.</summary>
    public Guid? NotificationTimeoutTokenId { get; set; }

    /// <summary>When the order was accepted, UTC.</summary>
    public DateTimeOffset SubmittedAt { get; set; }

    /// <summary>When the saga took its last step, UTC; ignored events do not change it.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc />
    public DateTimeOffset StateEnteredAt { get; set; }
}
