using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Sagas.Contracts.Orders;
using Sagas.Tests.Durability.Databases.Fakes;

namespace Sagas.Tests.Durability.Databases.Texts;

/// <summary>What SaveChanges tells the database when rows of every table are added, changed and removed.</summary>
internal static class TableTexts
{
    public static Task SaveAsync(FakeService service) => service.InDatabaseAsync(async db =>
    {
        var rows = db.Model.GetEntityTypes()
            .Select(entity => db.Entry(Activator.CreateInstance(entity.ClrType, nonPublic: true)!)).ToList();
        foreach (var row in rows)
            Fill(row, EntityState.Added);
        await db.SaveChangesAsync();

        foreach (var row in rows)
        {
            Fill(row, EntityState.Modified);
            await db.SaveChangesAsync();
        }

        rows.ForEach(row => Fill(row, EntityState.Modified));
        await db.SaveChangesAsync();

        db.RemoveRange(rows.Select(row => row.Entity));
        await db.SaveChangesAsync();
    });

    private static void Fill(EntityEntry row, EntityState state)
    {
        foreach (var property in row.Properties.Where(
            property => state == EntityState.Added || !property.Metadata.IsPrimaryKey()))
        {
            if (property.Metadata.ValueGenerated == ValueGenerated.Never)
                property.CurrentValue = Another(property);
        }

        row.State = state;
    }

    // Another value than the one before, as far as the type has one.
    private static object Another(PropertyEntry property)
    {
        var type = Nullable.GetUnderlyingType(property.Metadata.ClrType) ?? property.Metadata.ClrType;
        return type switch
        {
            _ when type == typeof(Guid) => Guid.NewGuid(),
            _ when type == typeof(string) => property.CurrentValue is "x" ? "y" : "x",
            _ when type == typeof(int) => (int)(property.CurrentValue ?? 0) + 1,
            _ when type == typeof(long) => (long)(property.CurrentValue ?? 0L) + 1,
            _ when type == typeof(decimal) => (decimal)(property.CurrentValue ?? 0m) + 1.25m,
            _ when type == typeof(bool) => true,
            _ when type == typeof(byte[]) =>
                property.CurrentValue is byte[] { Length: 1 } ? new byte[] { 1, 2 } : new byte[] { 1 },
            _ when type == typeof(DateTimeOffset) =>
                ((DateTimeOffset)(property.CurrentValue ?? DateTimeOffset.UnixEpoch)).AddDays(1),
            _ when type == typeof(IReadOnlyList<OrderLine>) => (List<OrderLine>)[new OrderLine("BOOK-1", 2, 19.90m)],
            _ when type.IsEnum => Enum.GetValues(type).GetValue(0)!,
            _ => throw new NotSupportedException(
                $"Say here what a {type.Name} of {property.Metadata.DeclaringType.Name} is like."),
        };
    }
}
