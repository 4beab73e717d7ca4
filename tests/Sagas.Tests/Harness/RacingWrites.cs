using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;

namespace Sagas.Tests.Harness;

/// <summary>
/// Does something once, right before a row of a type is written, be it by a unit of work or in a transaction of its own:
/// the rival that wins the race.
/// </summary>
internal sealed class RacingWrites : SaveChangesInterceptor
{
    private (Type Row, Func<Task> Rival)? _race;

    public void BeforeSaving<T>(Func<Task> rival) => _race = (typeof(T), rival);

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await RaceAsync([eventData.Context!]);
        return result;
    }

    // While a unit is being written nobody else can write: its rival must come before that.
    public ICommitter Around(ICommitter committer) => new RacedCommitter(this, committer);

    private async Task RaceAsync(IEnumerable<DbContext> contexts)
    {
        if (_race is { } race && contexts.SelectMany(context => context.ChangeTracker.Entries()).Any(x => Writes(x, race.Row)))
        {
            _race = null;
            await race.Rival();
        }
    }

    private static bool Writes(EntityEntry entry, Type row) =>
        entry.Metadata.ClrType == row && entry.State is (EntityState.Added or EntityState.Modified);

    private sealed class RacedCommitter(RacingWrites races, ICommitter committer) : ICommitter
    {
        public async Task<CommitOutcome> CommitAsync(UnitOfWork unit, CancellationToken cancellationToken)
        {
            await races.RaceAsync(unit.Participants);
            return await committer.CommitAsync(unit, cancellationToken);
        }
    }
}
