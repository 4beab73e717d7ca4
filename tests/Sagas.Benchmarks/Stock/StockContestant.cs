using System.Data;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sagas.Benchmarks.Contests;
using Sagas.Contracts.Orders;

namespace Sagas.Benchmarks.Stock;

/// <summary>
/// The same five hops on MassTransit's own EF Core package, as in its documentation, with the settings that suit it best: it does
/// less than the service, which also sets timers and writes histories.
/// </summary>
internal sealed class StockContestant : IContestant
{
    private const int Retries = 5;

    private readonly IHost _host;
    private readonly StockEndings _endings;

    private StockContestant(IHost host)
    {
        _host = host;
        _endings = host.Services.GetRequiredService<StockEndings>();
    }

    public Action? OrderEnded
    {
        get => _endings.OrderEnded;
        set => _endings.OrderEnded = value;
    }

    public static async Task<IContestant> StartAsync(StockDatabase database, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddDbContext<StockDbContext>(options => options.UseNpgsql(database.ConnectionString));
        builder.Services.AddSingleton<StockEndings>();
        builder.Services.AddConsumeObserver(provider => provider.GetRequiredService<StockEndings>());
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(Configure);
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new StockContestant(host);
    }

    public async Task<Guid> SubmitAsync(int number, CancellationToken cancellationToken)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var submitted = new StockOrderSubmitted(
            Guid.CreateVersion7(), $"c-{number}", "ada@example.com", "EUR", [new OrderLine("BOOK-1", 2, 19.90m)], 39.80m,
            "tok_visa", DateTime.UtcNow);
        await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>().Publish(submitted, cancellationToken);
        await scope.ServiceProvider.GetRequiredService<StockDbContext>().SaveChangesAsync(cancellationToken);
        return submitted.OrderId;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static void Configure(IBusRegistrationConfigurator bus)
    {
        bus.SetKebabCaseEndpointNameFormatter();
        bus.ConfigureUsageTelemetryOptions(usage => usage.Enabled = false);
        bus.AddEntityFrameworkOutbox<StockDbContext>(outbox =>
        {
            outbox.UsePostgres();
            outbox.UseBusOutbox();
            // With its default, messages under load fail with serialization errors.
            outbox.IsolationLevel = IsolationLevel.ReadCommitted;
        });
        bus.AddConfigureEndpointsCallback((context, _, endpoint) =>
        {
            endpoint.UseMessageRetry(retry => retry.Immediate(Retries));
            endpoint.UseEntityFrameworkOutbox<StockDbContext>(context);
        });
        bus.AddSagaStateMachine<StockProcess, StockOrder>().EntityFrameworkRepository(repository =>
        {
            repository.ExistingDbContext<StockDbContext>();
            repository.UsePostgres();
            repository.ConcurrencyMode = ConcurrencyMode.Pessimistic;
            repository.IsolationLevel = IsolationLevel.ReadCommitted;
        });
        bus.AddConsumer<ProcessStockPaymentConsumer>();
        bus.AddConsumer<SendStockNotificationConsumer>();
        bus.UsingRabbitMq((context, rabbit) =>
        {
            rabbit.Host(new Uri(Servers.RabbitMq));
            rabbit.ConfigureEndpoints(context);
        });
    }
}
