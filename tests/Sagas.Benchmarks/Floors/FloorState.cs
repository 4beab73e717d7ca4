using System.Data.Common;

namespace Sagas.Benchmarks.Floors;

/// <summary>An order as it is stored.</summary>
internal sealed record FloorState(
    Guid OrderId, string State, int Version, string Lines, Guid? PaymentId, Guid? PaymentTimer, Guid? NotificationTimer)
{
    public static FloorState Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetInt32(2), row.GetString(6),
        row.IsDBNull(9) ? null : row.GetGuid(9), row.IsDBNull(10) ? null : row.GetGuid(10),
        row.IsDBNull(11) ? null : row.GetGuid(11));
}
