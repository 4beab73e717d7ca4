using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Benchmarks.Measuring;

namespace Sagas.Benchmarks.Contests.Databases;

/// <summary>A database for those who are measured on it, and what they owe it: every order that they have accepted.</summary>
internal abstract class ContestDatabase : IAsyncDisposable
{
    private readonly List<Guid> _accepted = [];

    public abstract string ConnectionString { get; }

    /// <summary>How many orders were there before anybody was measured.</summary>
    public int Seeded { get; set; }

    protected IReadOnlyCollection<Guid> Accepted => _accepted;

    /// <summary>Makes it, with the tables.</summary>
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

    /// <summary>What is wrong with the orders that it should hold.</summary>
    public virtual async Task<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken)
    {
        await using var services = Open();
        await using var scope = services.CreateAsyncScope();
        return await Audit.FindAsync(scope.ServiceProvider, _accepted, Seeded, cancellationToken);
    }

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
