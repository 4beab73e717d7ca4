using System.Net;
using System.Xml.Linq;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Access.Callers;
using Sagas.Access.Protection;
using Sagas.Access.Settings;
using Sagas.Hosting.Database;
using Sagas.Tests.Access.World;

namespace Sagas.Tests.Access.Protection;

internal class When_there_are_several_instances
{
    private static readonly string Probe = GuardedService.ProbeOf(AccessPolicies.OperationsRead);

    [Test]
    public async Task Should_know_who_signed_in_elsewhere_and_also_after_a_restart()
    {
        await using var first = new GuardedService(Credentials.Settings);
        using var visitor = first.Visit();
        using var signedIn = await visitor.SignInAsync(Credentials.UserName, Credentials.Password);

        await using var second = new GuardedService(first);
        using var elsewhere = second.Visit().With(visitor);

        using var shown = await elsewhere.GetPageAsync(Probe);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var form = await elsewhere.SendAsync(HttpMethod.Post, "/sign-out", await visitor.FormAsync());
        form.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task Should_forget_who_has_other_roles_or_another_password_now()
    {
        await using var before = new GuardedService(Credentials.Settings);
        using var visitor = before.Visit();
        using var signedIn = await visitor.SignInAsync(Credentials.UserName, Credentials.Password);

        await using var after = new GuardedService(before, ("Sagas:Access:Users:0:Roles", AccessRoles.OperationsAdmin));
        using var later = after.Visit().With(visitor);

        using var shown = await later.GetPageAsync(Probe);
        shown.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task Should_agree_on_the_first_key_when_they_start_together()
    {
        using var file = new KeyFile();
        var rival = new Rival(() => file.Keys().StoreElement(new XElement("theirs"), "key-theirs"));

        await file.MigrateAsync();
        file.Keys(rival).StoreElement(new XElement("ours"), "key-ours");
        file.Keys().GetAllElements().Select(key => key.Name.LocalName).ShouldBe(["theirs"]);

        file.Keys().StoreElement(new XElement("later"), "key-later");
        file.Keys().GetAllElements().Select(key => key.Name.LocalName).ShouldBe(["theirs", "later"], ignoreOrder: true);
    }

    /// <summary>Writes right before somebody else does.</summary>
    private sealed class Rival(Action write) : SaveChangesInterceptor
    {
        public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
        {
            write();
            return result;
        }
    }

    private sealed class KeyFile : IDisposable
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sagas-keys-");

        public async Task MigrateAsync()
        {
            await using var services = Services(null);
            await services.GetRequiredService<SqliteSagasDbContext>().Database.MigrateAsync();
        }

        public StoredKeys Keys(IInterceptor? interceptor = null) =>
            new(Services(interceptor).GetRequiredService<IServiceScopeFactory>(), TimeProvider.System);

        public void Dispose()
        {
            SqliteConnection.ClearAllPools();
            _directory.Delete(recursive: true);
        }

        private ServiceProvider Services(IInterceptor? interceptor) => new ServiceCollection()
            .AddDbContext<SqliteSagasDbContext>(options =>
            {
                options.UseSqlite($"Data Source={Path.Combine(_directory.FullName, "keys.db")}");
                if (interceptor is not null)
                    options.AddInterceptors(interceptor);
            })
            .AddScoped<DbContext>(provider => provider.GetRequiredService<SqliteSagasDbContext>())
            .BuildServiceProvider();
    }
}
