using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Sagas.Access.Protection;

/// <summary>Keeps the keys of cookies in the service's database. ASP.NET reads them at startup, and once a day.</summary>
internal sealed class StoredKeys(IServiceScopeFactory scopes, TimeProvider time) : IXmlRepository
{
    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var context = scope.ServiceProvider.GetRequiredService<DbContext>();
        return [.. context.Set<DataProtectionKey>().AsNoTracking().OrderBy(key => key.CreatedAt).Select(key => key.Xml)
            .AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var context = scope.ServiceProvider.GetRequiredService<DbContext>();
        var keys = context.Set<DataProtectionKey>();
        var now = time.GetUtcNow();
        var isFirst = AreNone(keys);
        keys.Add(new DataProtectionKey
        {
            KeyId = isFirst ? DataProtectionKey.First : Guid.CreateVersion7(now),
            FriendlyName = friendlyName,
            Xml = element.ToString(SaveOptions.DisableFormatting),
            CreatedAt = now,
        });
        try
        {
            context.SaveChanges();
        }
        catch (DbUpdateException) when (isFirst && !AreNone(keys))
        {
            // Another instance was faster. After storing a key, ASP.NET reads all keys again and uses that instance's.
        }
    }

    private static bool AreNone(IQueryable<DataProtectionKey> keys) =>
        keys.OrderBy(key => key.KeyId).Select(key => key.KeyId).FirstOrDefault() == Guid.Empty;
}
