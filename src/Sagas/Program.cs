using Sagas.Access.Configuration;
using Sagas.Access.SignIn;
using Sagas.Commands;
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

Cultures.UseInvariant();
if (HealthProbe.IsAskedFor(args))
    return await HealthProbe.RunAsync(args);
if (SampleCommand.IsAskedFor(args))
    return await SampleCommand.RunAsync(args);
if (NewApiKey.IsAskedFor(args))
    return await NewApiKey.RunAsync(args);
if (HashPassword.IsAskedFor(args))
    return await HashPassword.RunAsync();

try
{
    var builder = WebApplication.CreateBuilder(VerifyOnly.Without(MigrateOnly.Without(args)));

    builder.AddApiHost();
    builder.AddTelemetry();
    builder.AddProblems();
    builder.AddHealth();
    builder.AddSwagger();
    builder.AddSagasDatabase();
    var roles = builder.Configuration.GetRoles();
    builder.AddAccess(roles.ServeCallers(), roles.HasFlag(Role.Operations));
    builder.AddSagasBus();
    builder.AddOrdersApi();
    builder.AddInstanceBeat(roles.ToString());
    if (roles.HasFlag(Role.Operations))
        builder.AddOperations().AddSampleOrders();
    builder.Services.AddOrders(builder.Configuration);
    builder.Services.AddPayments(builder.Configuration);
    builder.Services.AddNotifications(builder.Configuration);

    var app = builder.Build();
    if (MigrateOnly.IsAskedFor(args))
        return await MigrateOnly.RunAsync(app);
    if (VerifyOnly.IsAskedFor(args))
        return await VerifyOnly.RunAsync(app, args);

    app.CheckSettings();
    ListeningAddresses.Check(app.Configuration, roles.ServeCallers());
    app.UseProblems();
    app.UseAccess();
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

    await app.RunAsync();
    return 0;
}
catch (OperationCanceledException)
{
    return 0; // It was told to stop while it was starting, such as when it waited for its database.
}
catch (Exception exception) when (StartupRefusal.Explains(exception))
{
    return VerifyOnly.IsAskedFor(args) ? VerifyOnly.CouldNotLook : 1;
}
