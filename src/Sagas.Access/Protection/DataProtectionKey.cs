namespace Sagas.Access.Protection;

/// <summary>
/// A key with which ASP.NET protects cookies and forms, or the revocation of keys. It is in the database because all instances
/// must be able to read what one has created, also after a restart.
/// </summary>
internal class DataProtectionKey
{
    /// <summary>
    /// The id of the first key. Instances that start together on a new database each create one; this id lets only one of them
    /// in.
    /// </summary>
    public static readonly Guid First = new("00000000-0000-7000-8000-000000000001");

    /// <summary>The row's key.</summary>
    public Guid KeyId { get; init; }

    /// <summary>ASP.NET's name for it.</summary>
    public required string FriendlyName { get; init; }

    /// <summary>The key in ASP.NET's format. Anyone who can read it can forge cookies.</summary>
    public required string Xml { get; init; }

    /// <summary>When it was stored, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
