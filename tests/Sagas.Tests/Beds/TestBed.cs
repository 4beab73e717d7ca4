using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Outbox;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Hosting.Database;

namespace Sagas.Tests.Beds;

/// <summary>
/// What the world of a test stands on: a database and a transport of its own, which outlive the processes in it. The same
/// tests run on other beds, so that only a bed names what it is made of. <see cref="TestBeds"/> makes those of the run.
/// </summary>
internal abstract class TestBed : IAsyncDisposable
{
    /// <summary>The settings by which the whole service runs on it.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Whether the transport forgets everything when the process ends.</summary>
    public abstract bool DatabaseIsQueueOfRecord { get; }

    /// <summary>Lets any context use the bed's database.</summary>
    public abstract void UseDatabase(DbContextOptionsBuilder options);

    /// <summary>The service's own context, outside any process.</summary>
    public abstract SagasDbContext NewServiceContext();

    /// <summary>Adds the service's own tables, and the durable layer on them.</summary>
    public abstract void AddServiceDatabase(IServiceCollection services, Action<DurabilityOptions> configure);

    /// <summary>Lets a bus use the bed's transport.</summary>
    public abstract void UseTransport(IBusRegistrationConfigurator bus);

    /// <summary>Adds to a process what the bed must see of it to know when it is quiet.</summary>
    public virtual void Watch(IServiceCollection process)
    {
    }

    /// <summary>
    /// Does what happens by itself when a real process ends: nothing that it had open stays open, and after a while
    /// nothing stays its own. In the test's process, work that the host gave up goes on hanging. Nobody else may run.
    /// </summary>
    public virtual Task ProcessHasEndedAsync(DateTimeOffset now) => Task.CompletedTask;

    /// <summary>Whether every message that may leave has left, and everything that arrived has been handled.</summary>
    public virtual async Task<bool> IsQuietAsync(IServiceProvider process)
    {
        if (process.GetRequiredService<InFlightMessages>().Count > 0)
            return false;

        var now = process.GetRequiredService<TimeProvider>().GetUtcNow();
        await using var scope = process.CreateAsyncScope();
        return !await scope.ServiceProvider.GetRequiredService<DbContext>().Set<OutboxMessage>()
            .AnyAsync(message => message.DueAt == null || message.DueAt <= now);
    }

    /// <summary>What is still awaited, for whoever waited in vain.</summary>
    public virtual string WhatIsAwaited => "";

    public async ValueTask DisposeAsync()
    {
        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes the database and what else is the bed's own.</summary>
    protected abstract ValueTask RemoveAsync();
}
