namespace Sagas.Durability.Tables;

/// <summary>Who does something, and why.</summary>
/// <param name="Actor">Their name.</param>
/// <param name="Reason">Why, in their words; null if they give none.</param>
public record AuditedBy(string Actor, string? Reason)
{
    /// <summary>The service itself does it.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>Who does it.</returns>
    public static AuditedBy Service(string reason) => new("sagas", reason);
}
