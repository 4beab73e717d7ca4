using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Configuration;

namespace Sagas.Tests.Durability.Commit.Shelves;

/// <summary>Things of every kind that a user's context may have to save.</summary>
internal class ShelfDbContext(DbContextOptions<ShelfDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddDurableMessaging();
        modelBuilder.Entity<Book>(book =>
        {
            book.HasIndex(x => x.Isbn).IsUnique();
            book.Property(x => x.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<Label>().Property(x => x.Token).IsConcurrencyToken();
        modelBuilder.Entity<Numbered>();
        modelBuilder.Entity<Shadowed>().Property<string>("Shadow").HasDefaultValue("");
        modelBuilder.Entity<Boxed>().ComplexProperty(x => x.Size);
        modelBuilder.Entity<Shelf>().HasMany(x => x.Boards).WithOne().HasForeignKey(x => x.ShelfId);
        modelBuilder.Entity<Drawer>();
        modelBuilder.Entity<LockedDrawer>();
    }
}
