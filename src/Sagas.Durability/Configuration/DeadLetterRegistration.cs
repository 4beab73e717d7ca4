using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sagas.Durability.Audit;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.DeadLetters.Jobs.Running;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Messages;
using Sagas.Durability.Receive;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Configuration;

/// <summary>Registers the services that deal with dead letters.</summary>
internal static class DeadLetterRegistration
{
    public static void AddDeadLetterOperations(this IServiceCollection services)
    {
        services.AddSingleton<KnownMessages>();
        services.AddSingleton<DeadLetterCommands>();
        services.AddSingleton<RetryJobCommands>();
        services.AddSingleton<RetryOutcomes>();
        services.AddSingleton<RetryJobLeases>();
        services.TryAddSingleton<IKnownPauses, OwnPauses>();
        services.AddSingleton<RetryJobSender>();
        services.AddSingleton<RetryJobRound>();
        services.AddSingleton(provider => new MessageChecker(
            provider.GetRequiredService<KnownMessages>(),
            provider.GetRequiredService<IOptions<DurabilityOptions>>().Value.MessageRules()));
        services.AddSingleton(provider => new DeadLetterService(
            provider.GetRequiredService<DurableDatabase>(),
            provider.GetRequiredService<DeadLetterCommands>(),
            provider.GetRequiredService<ICommitter>(),
            provider.GetRequiredService<MessageChecker>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RetryJobService(
            provider.GetRequiredService<DurableDatabase>(),
            provider.GetRequiredService<RetryJobCommands>(),
            provider.GetRequiredService<ICommitter>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<RetryJobRunner>();
        services.AddScoped(provider => new DeadLetterReader(provider.GetRequiredService<DbContext>()));
        services.AddScoped(provider => new RetryJobReader(provider.GetRequiredService<DbContext>()));
        services.AddScoped(provider => new AuditTrail(provider.GetRequiredService<DbContext>()));
    }
}
