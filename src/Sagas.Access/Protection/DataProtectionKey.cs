namespace Sagas.Access.Protection;

/// <summary>
/// A key, or the revocation of keys, by which ASP.NET protects cookies and forms. In the database, because all instances must
/// be able to read what one has made, also after a restart.
/// </summary>
public class DataProtectionKey
{
    /// <summary>
    /// The id of the first key. Instances that start together on a new database each make one; this lets a single one of them in.
    /// </summary>
    public static readonly Guid First = new("00000000-0000-7000-8000-000000000001");

    /// <summary>The row's key.</summary>
    public Guid KeyId { get; init; }

    /// <summary>What ASP.NET calls it.</summary>
    public required string FriendlyName { get; init; }

    /// <summary>The key as ASP.NET writes it. Whoever reads it can make cookies.</summary>
    public required string Xml { get; init; }

    /// <summary>When it was stored, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
