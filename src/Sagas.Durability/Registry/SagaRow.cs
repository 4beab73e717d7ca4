using System.Text.Json;

namespace Sagas.Durability.Registry;

/// <summary>A saga as it is stored.</summary>
/// <param name="SagaId">Its id.</param>
/// <param name="State">The state that it is in.</param>
/// <param name="Version">How many steps it has taken.</param>
/// <param name="StartedAt">When it started, if its type records that.</param>
/// <param name="MovedAt">When it took its last step, if its type records that.</param>
/// <param name="IsArchived">Whether it is in the archive.</param>
/// <param name="Fields">All its fields, in camelCase.</param>
public sealed record SagaRow(
    Guid SagaId,
    string State,
    int Version,
    DateTimeOffset? StartedAt,
    DateTimeOffset? MovedAt,
    bool IsArchived,
    IReadOnlyDictionary<string, JsonElement> Fields)
{
    /// <summary>When it entered its state, if its type records that.</summary>
    public DateTimeOffset? StateEnteredAt { get; init; }
}
