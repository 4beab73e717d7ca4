using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Benchmarks.Measuring;

namespace Sagas.Benchmarks.Contests.Databases;

/// <summary>A database for a contestant, which must hold every order that the contestant has accepted.</summary>
internal abstract class ContestDatabase : IAsyncDisposable
{
    private readonly List<Guid> _accepted = [];

    public abstract string ConnectionString { get; }

    /// <summary>How many orders existed before the measurements.</summary>
    public int Seeded { get; set; }

    protected IReadOnlyCollection<Guid> Accepted => _accepted;

    /// <summary>Creates it, with the tables.</summary>
    public virtual async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using var services = Open();
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DbContext>().Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Access to its tables.</summary>
    public abstract ServiceProvider Open();

    public void Note(IEnumerable<Guid> accepted) => _accepted.AddRange(accepted);

    public async Task<MachineFacts> ReadMachineAsync(CancellationToken cancellationToken)
    {
        await using var services = Open();
        await using var scope = services.CreateAsyncScope();
        return await MachineFacts.ReadAsync(scope.ServiceProvider, cancellationToken);
    }

    /// <summary>Finds what is wrong with the orders that it should hold.</summary>
    public virtual async Task<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken)
    {
        await using var services = Open();
        await using var scope = services.CreateAsyncScope();
        return await Audit.FindAsync(scope.ServiceProvider, _accepted, Seeded, cancellationToken);
    }

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
