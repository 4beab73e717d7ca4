namespace Sagas.Durability.Tables;

/// <summary>Who is acting, and why.</summary>
/// <param name="Actor">Their name.</param>
/// <param name="Reason">Why, in their words; null if they give no reason.</param>
public record AuditedBy(string Actor, string? Reason)
{
    /// <summary>The service itself as the actor.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>The actor and the reason.</returns>
    public static AuditedBy Service(string reason) => new("sagas", reason);
}
