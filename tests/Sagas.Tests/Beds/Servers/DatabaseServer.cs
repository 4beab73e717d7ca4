using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Settings;
using Sagas.Hosting.Database;

namespace Sagas.Tests.Beds.Servers;

/// <summary>A database server on which every world gets a database of its own.</summary>
internal abstract class DatabaseServer
{
    /// <summary>The value of <c>Sagas:Database</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>What all databases with the service's tables are made of, or nothing.</summary>
    public virtual Task PrepareAsync() => Task.CompletedTask;

    public abstract string ConnectionStringOf(string database);

    public abstract Task CreateAsync(string database, bool withTables);

    public abstract Task RemoveAsync(string database);

    public abstract void Use(DbContextOptionsBuilder options, string database);

    /// <summary>The service's own context, outside any process.</summary>
    public abstract SagasDbContext NewServiceContext(string database);

    /// <summary>Adds the service's own context, and the durable layer on it.</summary>
    public abstract void AddServiceContext(
        IServiceCollection services, Action<DbContextOptionsBuilder> use, Action<DurabilityOptions> configure);

    /// <summary>Undoes <see cref="PrepareAsync"/>.</summary>
    public virtual Task CleanUpAsync() => Task.CompletedTask;
}
