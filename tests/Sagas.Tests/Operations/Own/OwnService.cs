using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sagas.Access.Configuration;
using Sagas.Durability.Configuration;
using Sagas.Durability.Registry;
using Sagas.Hosting.Startup;
using Sagas.Operations.Configuration;
using Sagas.Tests.Durability.World;
using Sagas.Web.Problems;

namespace Sagas.Tests.Operations.Own;

/// <summary>
/// A service with a saga of somebody's own, which has nothing to do with orders, and with the operators' pages.
/// </summary>
internal sealed class OwnService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestBed _bed;

    private OwnService(WebApplication app, TestBed bed)
    {
        _app = app;
        _bed = bed;
        Http = new HttpClient
        {
            BaseAddress = new Uri(
                app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
        };
    }

    public HttpClient Http { get; }

    public IBus Bus => _app.Services.GetRequiredService<IBus>();

    public static async Task<OwnService> StartAsync(Action<SagaDescription<ParcelState>>? describe)
    {
        var bed = await TestBeds.EmptyAsync();
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDbContext<OwnSagasDbContext>(bed.UseDatabase);
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddDurableMessaging<OwnSagasDbContext>(options => options.DatabaseIsQueueOfRecord = bed.DatabaseIsQueueOfRecord);
            bus.AddConfigureEndpointsCallback((context, _, endpoint) => endpoint.UseDurableMessaging(context));
            bus.AddSagaStateMachine<ParcelStateMachine, ParcelState>().DurableRepository();
            bed.UseTransport(bus);
        });
        builder.Services.AddSagaToRegistry<ParcelStateMachine, ParcelState>(describe);
        builder.AddProblems();
        builder.AddSwagger();
        builder.AddAccess();
        builder.AddInstanceBeat("Own");
        builder.AddOperations();

        var app = builder.Build();
        app.UseProblems();
        app.UseAccess();
        app.MapOperations();
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<OwnSagasDbContext>().Database.EnsureCreatedAsync();
        await app.StartAsync();
        return new OwnService(app, bed);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _bed.DisposeAsync();
    }
}
