using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Access.Protection;
using Sagas.Tests.Durability.Databases.Fakes;

namespace Sagas.Tests.Durability.Databases.Texts;

/// <summary>What access asks and tells the database.</summary>
internal static class AccessTexts
{
    public static Task KeepKeysAsync(FakeService service)
    {
        var keys = new StoredKeys(service.Services.GetRequiredService<IServiceScopeFactory>(), service.Time);
        keys.GetAllElements().ShouldBeEmpty();
        keys.StoreElement(new XElement("key"), "key-1");
        return Task.CompletedTask;
    }
}
