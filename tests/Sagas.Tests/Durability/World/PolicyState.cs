using MassTransit;

namespace Sagas.Tests.Durability.World;

/// <summary>
/// The insurance of a parcel: a saga of another type under the parcel's own id, of which no row is left once it ends.
/// </summary>
internal class PolicyState : SagaStateMachineInstance, ISagaVersion
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "Initial";

    public int Version { get; set; }

    public int Amount { get; set; }

    public string? Damage { get; set; }

    public Guid? WeighingId { get; set; }

    public Guid? RenewalTokenId { get; set; }
}
