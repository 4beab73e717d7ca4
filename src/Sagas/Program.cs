using Sagas.Access.Configuration;
using Sagas.Access.SignIn;
using Sagas.Commands;
using Sagas.Commands.Verbs;
using Sagas.Hosting.Database;
using Sagas.Hosting.Health;
using Sagas.Hosting.Startup;
using Sagas.Hosting.Telemetry;
using Sagas.Hosting.Transport;
using Sagas.Notifications;
using Sagas.Operations.Configuration;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Orders.Samples;
using Sagas.Payments;
using Sagas.Web.Problems;
using Sagas.Web.Requests;

Cultures.UseInvariant();
return await CommandLine.RunAsync(args, new ServiceProgram(Compose, RunAsync));

static WebApplication Compose(string[] settings)
{
    var builder = WebApplication.CreateBuilder(settings);

    builder.AddApiHost();
    builder.AddTelemetry();
    builder.AddHealth();
    builder.AddProblems();
    builder.AddSwagger();
    builder.AddSagasDatabase();
    builder.AddDatabaseGuard();
    var roles = builder.Configuration.GetRoles();
    builder.AddProxies();
    builder.AddAccess(roles.ServeCallers(), roles.HasFlag(Role.Operations));
    builder.AddSagasBus();
    builder.AddOrdersApi();
    builder.AddInstanceBeat(roles.ToString());
    builder.AddOperationsSettings();
    if (roles.HasFlag(Role.Operations))
        builder.AddOperations().AddSampleOffer().AddSampleOrders();
    builder.Services.AddOrders(builder.Configuration);
    builder.Services.AddPayments(builder.Configuration);
    builder.Services.AddNotifications(builder.Configuration);

    return builder.Build();
}

static async Task RunAsync(WebApplication app)
{
    var roles = app.Configuration.GetRoles();

    app.CheckSettings();
    ListeningAddresses.Check(app.Configuration, roles.ServeCallers());
    app.UseHeadRequests();
    app.UseProxies();
    app.UseProblems();
    app.UseAccess();
    app.UseDatabaseGuard();
    app.MapHealth();
    if (roles.ServeCallers())
        app.MapSwaggerPages();
    if (roles.HasFlag(Role.Api))
        app.MapOrders();
    if (roles.HasFlag(Role.Operations))
    {
        app.MapSignIn();
        app.MapOperations();
    }

    await app.RehearseListeningAsync();
    app.EndInTime();
    await app.RunAsync();
}
