using System.Text.Json;
using Sagas.Durability.Registry;

namespace Sagas.Operations.Sagas;

/// <summary>The tokens by which a saga could cancel its timers.</summary>
internal static class TimerTokens
{
    /// <summary>All ids among its fields: the timers show which of them are tokens.</summary>
    public static List<Guid> Of(SagaRow saga) =>
    [
        .. saga.Fields.Values.Where(value => value.ValueKind == JsonValueKind.String && value.TryGetGuid(out _))
            .Select(value => value.GetGuid()),
    ];
}
