namespace Sagas.Durability.Verification;

/// <summary>Looks for one kind of damage in stored data. It only reads.</summary>
public interface IInvariantCheck
{
    /// <summary>Checks everything there is.</summary>
    /// <param name="snapshot">The stored data, as of one moment.</param>
    /// <param name="findings">Receives what is found; other checks of the same invariant may add to it.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>A task that completes when everything has been checked.</returns>
    Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken);
}
