using System.Text.Json.Nodes;
using Sagas.Durability.Registry;
using Sagas.Operations.Redaction;

namespace Sagas.Operations.Sagas;

/// <summary>A saga.</summary>
/// <param name="SagaId">Its id.</param>
/// <param name="State">The state that it is in.</param>
/// <param name="Version">How many steps it has taken.</param>
/// <param name="StartedAt">When it started, UTC; null if its type does not record it.</param>
/// <param name="MovedAt">When it took its last step, UTC; null if its type does not record it.</param>
/// <param name="Archived">Whether it is in the archive.</param>
/// <param name="Fields">All its fields; some are masked for callers who may only read.</param>
internal record SagaView(
    Guid SagaId, string State, int Version, DateTimeOffset? StartedAt, DateTimeOffset? MovedAt, bool Archived,
    IReadOnlyDictionary<string, JsonNode?> Fields)
{
    /// <summary>When it entered its state, UTC; null if its type does not record it.</summary>
    public DateTimeOffset? StateEnteredAt { get; init; }

    internal static SagaView Of(SagaRow row, SagaRedactor mask) => new(
        row.SagaId, row.State, row.Version, row.StartedAt, row.MovedAt, row.IsArchived, mask.Fields(row.Fields))
    {
        StateEnteredAt = row.StateEnteredAt,
    };
}

/// <summary>One page of sagas.</summary>
/// <param name="Items">The sagas, newest first.</param>
/// <param name="Next">The cursor of the next page; null after the last.</param>
/// <param name="SearchedBackTo">For a text search: how far back it has got, if the next page continues it.</param>
internal record SagaPageView(IReadOnlyList<SagaView> Items, string? Next, DateTimeOffset? SearchedBackTo);
