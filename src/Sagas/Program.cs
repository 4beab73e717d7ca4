using Sagas.Hosting;
using Sagas.Notifications;
using Sagas.Operations.Api;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Payments;

if (HealthProbe.IsAskedFor(args))
    return await HealthProbe.RunAsync(args);

try
{
    var builder = WebApplication.CreateBuilder(VerifyOnly.Without(MigrateOnly.Without(args)));

    builder.AddApiHost();
    builder.AddTelemetry();
    builder.AddProblems();
    builder.AddHealth();
    builder.AddSwagger();
    builder.AddSagasDatabase();
    builder.AddSagasBus();
    builder.AddOrdersApi();
    builder.AddOperations();
    builder.Services.AddOrders(builder.Configuration);
    builder.Services.AddPayments(builder.Configuration);
    builder.Services.AddNotifications(builder.Configuration);

    var app = builder.Build();
    if (MigrateOnly.IsAskedFor(args))
        return await MigrateOnly.RunAsync(app);
    if (VerifyOnly.IsAskedFor(args))
        return await VerifyOnly.RunAsync(app, args);

    app.CheckSettings();
    app.UseProblems();
    app.MapHealth();
    if (app.Configuration.GetRoles().HasFlag(Role.Api))
    {
        app.MapSwaggerPages();
        app.MapOrders();
    }

    if (app.Configuration.GetRoles().HasFlag(Role.Operations))
        app.MapOperations();

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
