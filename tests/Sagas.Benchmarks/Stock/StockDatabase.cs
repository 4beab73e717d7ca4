using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sagas.Benchmarks.Contests.Databases;

namespace Sagas.Benchmarks.Stock;

/// <summary>The stock contestant's own database, and its own audit: each order is completed, and paid once.</summary>
internal sealed class StockDatabase(string server, string name) : ContestDatabase
{
    private const int OrdersAtATime = 1_000;
    private const int PreparedTexts = 100;

    // As in the service, repeated statements are prepared.
    public override string ConnectionString { get; } =
        new NpgsqlConnectionStringBuilder(server) { Database = name, MaxAutoPrepare = PreparedTexts, AutoPrepareMinUsages = 2 }
            .ToString();

    public override async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using var services = Open();
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StockDbContext>().Database.EnsureCreatedAsync(cancellationToken);
    }

    public override ServiceProvider Open() => new ServiceCollection()
        .AddDbContext<StockDbContext>(options => options.UseNpgsql(ConnectionString))
        .AddScoped<DbContext>(provider => provider.GetRequiredService<StockDbContext>())
        .BuildServiceProvider();

    public override async Task<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken)
    {
        await using var services = Open();
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<StockDbContext>();
        var findings = new List<string>();
        foreach (var chunk in Accepted.Chunk(OrdersAtATime))
        {
            var completed = await database.Orders
                .Where(order => chunk.Contains(order.CorrelationId) && order.CurrentState == nameof(StockProcess.Completed))
                .Select(order => order.CorrelationId).ToHashSetAsync(cancellationToken);
            var paid = await database.Payments.Where(payment => chunk.Contains(payment.OrderId))
                .Select(payment => payment.OrderId).ToListAsync(cancellationToken);
            findings.AddRange(chunk.Except(completed).Select(orderId => $"Order {orderId} is missing or not completed."));
            findings.AddRange(chunk.Except(paid).Select(orderId => $"Order {orderId} was not paid."));
            findings.AddRange(paid.CountBy(orderId => orderId).Where(count => count.Value > 1)
                .Select(count => $"Order {count.Key} was paid {count.Value} times."));
        }

        return findings;
    }
}
