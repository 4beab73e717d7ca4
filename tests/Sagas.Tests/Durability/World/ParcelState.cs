using MassTransit;
using Sagas.Durability.Tables;

namespace Sagas.Tests.Durability.World;

internal class ParcelState : SagaStateMachineInstance, ISagaVersion, IVersionedSaga
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "Initial";

    public int Version { get; set; }

    public int DefinitionVersion { get; set; }

    public int LatestDefinitionVersion => ParcelStateMachine.DefinitionVersion;

    public string? Address { get; set; }

    public string? Note { get; set; }

    public int Touches { get; set; }

    public Guid? LostTokenId { get; set; }

    public DateTimeOffset? PostedAt { get; set; }
}
