using Microsoft.EntityFrameworkCore;

namespace Sagas.Access.Protection;

/// <summary>Adds the tables of access to a DbContext's model.</summary>
public static class AccessModelBuilderExtensions
{
    /// <summary>Maps the keys that protect cookies and forms. Call it in <c>OnModelCreating</c>.</summary>
    /// <param name="modelBuilder">The model.</param>
    /// <returns>The same model builder.</returns>
    public static ModelBuilder AddAccess(this ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        return modelBuilder.ApplyConfiguration(new DataProtectionKeyMap());
    }
}
