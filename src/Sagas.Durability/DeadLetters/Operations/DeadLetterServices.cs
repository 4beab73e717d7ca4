using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Audit;
using Sagas.Durability.Databases;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.DeadLetters.Jobs.Running;
using Sagas.Durability.UnitsOfWork;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>Registers what deals with dead letters.</summary>
internal static class DeadLetterServices
{
    public static void AddDeadLetterOperations(this IServiceCollection services)
    {
        services.AddSingleton<KnownMessages>();
        services.AddSingleton<LetterUnits>();
        services.AddSingleton<JobUnits>();
        services.AddSingleton<RetryOutcomes>();
        services.AddSingleton<RetryJobLeases>();
        services.AddSingleton<RetryJobRound>();
        services.AddSingleton(provider => new MessageChecker(provider.GetRequiredService<KnownMessages>()));
        services.AddSingleton(provider => new DeadLetterDesk(
            provider.GetRequiredService<DurableDatabase>(),
            provider.GetRequiredService<LetterUnits>(),
            provider.GetRequiredService<ICommitter>(),
            provider.GetRequiredService<MessageChecker>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RetryJobs(
            provider.GetRequiredService<DurableDatabase>(),
            provider.GetRequiredService<JobUnits>(),
            provider.GetRequiredService<ICommitter>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<RetryJobRunner>();
        services.AddScoped(provider => new DeadLetterReader(provider.GetRequiredService<DbContext>()));
        services.AddScoped(provider => new RetryJobReader(provider.GetRequiredService<DbContext>()));
        services.AddScoped(provider => new AuditTrail(provider.GetRequiredService<DbContext>()));
    }
}
