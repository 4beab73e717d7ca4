using MassTransit;
using MassTransit.DependencyInjection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Archive;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Gauges;
using Sagas.Durability.History;
using Sagas.Durability.Outbox;
using Sagas.Durability.Receive;
using Sagas.Durability.Retention;
using Sagas.Durability.Settings;
using Sagas.Durability.Timers;

namespace Sagas.Durability.Configuration;

/// <summary>Registers the durable layer.</summary>
public static class DurabilityServiceCollectionExtensions
{
    /// <summary>
    /// Adds units of work, inbox, outbox, journal, timers, saga history, dead letters and the archive on top of a DbContext. Call
    /// it after <c>AddDbContext</c> or <c>AddDbContextPool</c>, and after <c>AddMassTransit</c>.
    /// </summary>
    /// <typeparam name="TContext">
    /// The context given to <c>AddDbContext</c>, whose model calls <c>AddDurableMessaging</c>.
    /// </typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">Configures the durable layer.</param>
    /// <returns>The same service collection.</returns>
    /// <exception cref="InvalidOperationException">The context is not registered.</exception>
    public static IServiceCollection AddDurableMessaging<TContext>(
        this IServiceCollection services, Action<DurabilityOptions>? configure = null)
        where TContext : DbContext
    {
        services.AddOptions<DurabilityOptions>().Configure(configure ?? (_ => { }));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(
            provider => new DurableDatabase(provider.GetRequiredService<IServiceScopeFactory>(), typeof(TContext)));
        services.AddSingleton<RowReads>();
        services.AddSingleton(typeof(IStoredRows<>), typeof(StoredRows<>));
        services.AddSingleton<TrackedRows>();
        services.AddScoped<UnitOfWorkScope>();
        services.AddScoped<IUnitOfWork, RequestUnitOfWork>();
        services.AddSingleton<GroupWriter>();
        services.AddSingleton<DatabaseSessions>();
        services.AddSingleton<GroupTransaction>();
        services.AddSingleton<ICommitter, GroupCommitter>();

        services.AddSingleton<OutboxCapture>();
        services.AddSingleton<Destinations>();
        services.AddSingleton<Subscribers>();
        services.AddSingleton<InFlightMessages>();
        services.AddSingleton<OutboxLeases>();
        services.AddSingleton(provider => new OutboxBacklog(
            provider.GetRequiredService<DurableDatabase>(),
            provider.GetRequiredService<IOptions<DurabilityOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddReceiveObserver<DeliveryObserver>();
        services.TryAddSingleton<IBrokerMessages, PlainMessages>();
        services.AddListeningService<OutboxDispatcher>();
        services.AddSingleton<OutboxAlarm>();
        services.AddListeningService<OutboxPoller>();
        services.AddHostedService<DeliveredMessages>();
        services.AddSingleton<MessageJournal>();
        services.AddSingleton<ExpiredRows>();
        services.AddHostedService<InboxCleanup>();
        services.AddHostedService<JournalCleanup>();
        services.AddHostedService<SagaArchiver>();
        services.AddSingleton(provider => new ArchiveGuard(
            provider.GetRequiredService<DurableDatabase>(),
            provider.GetRequiredService<IOptions<DurabilityOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ArchiveGuard>>()));
        services.TryAddSingleton<ITextScrubber, SilentScrubber>();
        services.AddSingleton(provider => new PausedQueues(
            provider.GetRequiredService<ITextScrubber>(), provider.GetService<IHostApplicationLifetime>()));
        services.AddSingleton<SuspectDeliveries>();
        services.AddHostedService(provider => provider.GetRequiredService<SuspectDeliveries>());
        services.AddDeadLetterOperations();
        services.AddSingleton<TimerFiring>();
        services.AddSingleton<IDueTimers>(provider => provider.GetRequiredService<TimerFiring>());
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<TimerFiring>());
        services.AddSingleton<TimerCommands>();
        services.AddSingleton(provider => new TimerService(
            provider.GetRequiredService<DurableDatabase>(),
            provider.GetRequiredService<TimerCommands>(),
            provider.GetRequiredService<ICommitter>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICommitListener, CommittedSteps>();
        services.AddSingleton<ISampledGauges, OutboxGauges>();
        services.AddSingleton<ISampledGauges, DeadLetterGauges>();
        services.AddHostedService<DatabaseSampler>();
        services.AddSingleton<SagaChanges>();
        services.AddSingleton<ISagaChanges>(provider => provider.GetRequiredService<SagaChanges>());
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<SagaChanges>());

        services.Replace(ServiceDescriptor.Scoped<IScopedBusContextProvider<IBus>, UnitOfWorkBusContextProvider>());
        services.AddScoped<IScheduleMessageProvider, ScopedScheduleProvider>();
        services.TryAddScoped<IMessageScheduler>(provider => new MassTransit.Scheduling.MessageScheduler(
            provider.GetRequiredService<IScheduleMessageProvider>(), provider.GetRequiredService<IBus>().Topology));
        services.EnlistContext<TContext>();
        return services;
    }

    /// <summary>
    /// Lets the outbox close the connection to a broker that refuses message after message, so that it is re-established.
    /// </summary>
    /// <typeparam name="TConnection">The connection.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The same service collection.</returns>
    public static IServiceCollection AddBrokerConnection<TConnection>(this IServiceCollection services)
        where TConnection : class, IBrokerConnection
    {
        services.AddSingleton<IBrokerConnection, TConnection>();
        services.AddSendObserver<NackedDestinations>();
        return services;
    }

    /// <summary>
    /// Lets messages keep headers and properties that MassTransit does not carry, when they are put aside and sent again.
    /// </summary>
    /// <typeparam name="TMessages">Reads and writes them.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The same service collection.</returns>
    public static IServiceCollection AddBrokerMessages<TMessages>(this IServiceCollection services)
        where TMessages : class, IBrokerMessages =>
        services.Replace(ServiceDescriptor.Singleton<IBrokerMessages, TMessages>());

    private static void AddListeningService<TService>(this IServiceCollection services)
        where TService : class, ICommitListener, Microsoft.Extensions.Hosting.IHostedService
    {
        services.AddSingleton<TService>();
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<TService>());
        services.AddHostedService(provider => provider.GetRequiredService<TService>());
    }

    /// <summary>Makes every context that a scope resolves part of the scope's unit of work.</summary>
    private static void EnlistContext<TContext>(this IServiceCollection services) where TContext : DbContext
    {
        var registered = services.LastOrDefault(service => service.ServiceType == typeof(TContext))
            ?? throw new InvalidOperationException(
                $"Register {typeof(TContext).Name} with AddDbContext before AddDurableMessaging.");
        services.ConfigureDbContext<TContext>(options => options.AddInterceptors(
            UnitOfWorkScope.DeferredSave.Instance, SqliteConnectionSettings.Instance));
        services.Replace(ServiceDescriptor.Scoped(provider =>
        {
            var context = (TContext)(registered.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!));
            provider.GetRequiredService<UnitOfWorkScope>().Enlist(context);
            return context;
        }));
        services.TryAddScoped<DbContext>(provider => provider.GetRequiredService<TContext>());
    }
}
