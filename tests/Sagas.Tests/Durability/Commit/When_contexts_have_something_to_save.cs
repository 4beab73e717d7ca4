using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Configuration;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.Commit.Shelves;

namespace Sagas.Tests.Durability.Commit;

/// <summary>
/// docs/decisions/0007: plain rows are written together with those of other units; other contexts save themselves.
/// </summary>
/// <param name="pooled">Whether contexts are used again by later units of work.</param>
[EveryBed]
[TestFixture(false)]
[TestFixture(true)]
internal class When_contexts_have_something_to_save(bool pooled)
{
    private string _folder = "";
    private Book _book = null!;
    private ServiceProvider _services = null!;

    private static IEnumerable<object> OddOnes =>
        [new Numbered(), new Shadowed(), new Boxed(), new Shelf { Boards = { new Board() } }, new Drawer(), new LockedDrawer()];

    [SetUp]
    public async Task Open()
    {
        _folder = Directory.CreateTempSubdirectory("sagas-shelf-").FullName;
        _book = new Book { BookId = Guid.NewGuid(), Isbn = "1", Title = "First", Version = 1 };
        var services = new ServiceCollection();
        services.AddLogging();
        if (pooled)
            services.AddDbContextPool<ShelfDbContext>(UseFile);
        else
            services.AddDbContext<ShelfDbContext>(UseFile);
        services.AddMassTransit(bus => bus.UsingInMemory());
        services.AddDurableMessaging<ShelfDbContext>();
        _services = services.BuildServiceProvider();
        await InScopeAsync(async scope =>
        {
            var database = scope.GetRequiredService<ShelfDbContext>();
            await database.Database.EnsureCreatedAsync();
            database.Add(_book);
            (await scope.GetRequiredService<IUnitOfWork>().CommitAsync(default)).ShouldBe(CommitOutcome.Committed);
        });
    }

    [TearDown]
    public async Task Close()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Should_add_change_and_remove_plain_rows_together()
    {
        var other = new Book { BookId = Guid.NewGuid(), Isbn = "2" };
        (await CommitAsync(database => database.Add(other))).ShouldBe(CommitOutcome.Committed);

        var outcome = await CommitAsync(database =>
        {
            database.Attach(_book).Entity.Title = "Changed";
            _book.Version = 2;
            database.Remove(other);
            database.Add(new Book { BookId = Guid.NewGuid(), Isbn = "3" });
        });

        outcome.ShouldBe(CommitOutcome.Committed);
        var books = await ReadAsync(database => database.Set<Book>().OrderBy(book => book.Isbn).ToListAsync());
        books.Select(book => (book.Isbn, book.Title, book.Version)).ShouldBe([("1", "Changed", 2), ("3", null, 0)]);
    }

    [Test]
    public async Task Should_not_ask_their_context_to_save() => await InScopeAsync(async scope =>
    {
        var database = scope.GetRequiredService<ShelfDbContext>();
        var saved = 0;
        database.SavedChanges += (_, _) => saved++;
        database.Add(new Book { BookId = Guid.NewGuid(), Isbn = "2" });

        await scope.GetRequiredService<IUnitOfWork>().CommitAsync(default);

        saved.ShouldBe(0);
        database.ChangeTracker.Entries().ShouldAllBe(entry => entry.State == EntityState.Unchanged);
    });

    [Test]
    public async Task Should_go_on_noticing_what_is_changed() => await InScopeAsync(async scope =>
    {
        var database = scope.GetRequiredService<ShelfDbContext>();
        database.Add(new Book { BookId = Guid.NewGuid(), Isbn = "2" });

        await scope.GetRequiredService<IUnitOfWork>().CommitAsync(default);

        database.ChangeTracker.AutoDetectChangesEnabled.ShouldBeTrue();
    });

    [Test]
    public async Task Should_change_a_row_whose_token_has_no_value_yet()
    {
        var label = new Label { LabelId = Guid.NewGuid(), Text = "Before" };
        await CommitAsync(database => database.Add(label));

        (await CommitAsync(database => database.Attach(label).Entity.Text = "After")).ShouldBe(CommitOutcome.Committed);

        (await ReadAsync(database => database.Set<Label>().SingleAsync())).Text.ShouldBe("After");
    }

    [TestCase(true, false)]
    [TestCase(false, false)]
    [TestCase(true, true)]
    [TestCase(false, true)]
    public async Task Should_conflict_with_who_changed_the_row(bool removes, bool savesItself)
    {
        var outcome = await InScopeAsync(async scope =>
        {
            var database = scope.GetRequiredService<ShelfDbContext>();
            var stale = await database.Set<Book>().SingleAsync();
            await CommitAsync(other => (other.Attach(_book).Entity.Version, _book.Title) = (2, "Theirs"));
            if (removes)
                database.Remove(stale);
            else
                stale.Title = "Mine";
            if (savesItself)
                database.Add(new Numbered());
            await scope.GetRequiredService<IPublishEndpoint>().Publish(new Shelf());
            return await scope.GetRequiredService<IUnitOfWork>().CommitAsync(default);
        });

        outcome.ShouldBe(CommitOutcome.Conflict);
        (await ReadAsync(database => database.Set<Book>().SingleAsync())).Title.ShouldBe("Theirs");
        (await ReadAsync(database => database.Set<OutboxMessage>().CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task Should_conflict_where_what_must_be_unique_is_taken() =>
        (await CommitAsync(database => database.Add(new Book { BookId = Guid.NewGuid(), Isbn = "1" })))
            .ShouldBe(CommitOutcome.Conflict);

    [Test]
    public async Task Should_conflict_where_what_must_be_unique_is_changed_to_what_is_taken()
    {
        var other = new Book { BookId = Guid.NewGuid(), Isbn = "2" };
        await CommitAsync(database => database.Add(other));

        (await CommitAsync(database => database.Attach(other).Entity.Isbn = "1")).ShouldBe(CommitOutcome.Conflict);
    }

    [Test]
    public async Task Should_let_a_context_save_itself_again_and_again()
    {
        for (var i = 1; i <= 3; i++)
        {
            (await CommitAsync(database => database.Add(new Numbered()))).ShouldBe(CommitOutcome.Committed);
            (await ReadAsync(database => database.Set<Numbered>().CountAsync())).ShouldBe(i);
        }
    }

    [TestCaseSource(nameof(OddOnes))]
    public async Task Should_let_a_context_save_itself_if_there_is_more_to_it(object odd)
    {
        await InScopeAsync(async scope =>
        {
            var database = scope.GetRequiredService<ShelfDbContext>();
            database.AddRange(odd, new Book { BookId = Guid.NewGuid(), Isbn = "2" });
            database.ChangeTracker.DetectChanges();
            scope.GetRequiredService<TrackedRows>().Read(database).ShouldBeNull();
            (await scope.GetRequiredService<IUnitOfWork>().CommitAsync(default)).ShouldBe(CommitOutcome.Committed);
        });

        (await ReadAsync(database => database.Set<Book>().CountAsync())).ShouldBe(2);
        await InScopeAsync(async scope =>
        {
            var database = scope.GetRequiredService<ShelfDbContext>();
            var key = database.Model.FindEntityType(odd.GetType())!.FindPrimaryKey()!.Properties[0];
            (await database.FindAsync(odd.GetType(), key.GetGetter().GetClrValue(odd))).ShouldNotBeNull();
        });
    }

    private void UseFile(DbContextOptionsBuilder options) => options.UseSqlite($"Data Source={_folder}/shelf.db");

    private Task<CommitOutcome> CommitAsync(Action<ShelfDbContext> change) => InScopeAsync(scope =>
    {
        change(scope.GetRequiredService<ShelfDbContext>());
        return scope.GetRequiredService<IUnitOfWork>().CommitAsync(default);
    });

    private Task<T> ReadAsync<T>(Func<ShelfDbContext, Task<T>> read) =>
        InScopeAsync(scope => read(scope.GetRequiredService<ShelfDbContext>()));

    private async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    private Task<bool> InScopeAsync(Func<IServiceProvider, Task> work) => InScopeAsync(async scope =>
    {
        await work(scope);
        return true;
    });
}
