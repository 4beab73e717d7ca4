namespace Sagas.Durability.Registry;

/// <summary>Ids that were found among those of the newest rows.</summary>
/// <param name="Ids">The ids, the newest first.</param>
/// <param name="Looked">How many ids were looked at.</param>
/// <param name="IsAll">Whether there were no more to look at.</param>
/// <param name="BackTo">The time of the last row that was looked at; null if rows have none, or there is no row.</param>
internal sealed record IdsFound(IReadOnlyList<Guid> Ids, int Looked, bool IsAll, DateTimeOffset? BackTo)
{
    /// <summary>Looks through ids.</summary>
    /// <param name="newest">The ids with their times, the newest first, one more than are looked at.</param>
    /// <param name="isSought">Whether an id is one of those that are sought.</param>
    /// <param name="most">How many ids are looked at, and how many are found at most.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public static async Task<IdsFound> AmongAsync(
        IAsyncEnumerable<(Guid Id, DateTimeOffset? At)> newest, Func<Guid, bool> isSought, (int Looked, int Found) most,
        CancellationToken cancellationToken)
    {
        var (found, looked, backTo) = (new List<Guid>(), 0, (DateTimeOffset?)null);
        await foreach (var (id, at) in newest.WithCancellation(cancellationToken))
        {
            if (looked == most.Looked || found.Count == most.Found)
                return new IdsFound(found, looked, IsAll: false, backTo);
            (looked, backTo) = (looked + 1, at);
            if (isSought(id))
                found.Add(id);
        }

        return new IdsFound(found, looked, IsAll: true, backTo);
    }
}
