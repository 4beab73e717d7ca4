namespace Sagas.Durability.Verification;

/// <summary>Looks for one kind of damage in what is stored. It reads only.</summary>
public interface IInvariantCheck
{
    /// <summary>Looks at all there is.</summary>
    /// <param name="snapshot">What is stored, as of one moment.</param>
    /// <param name="findings">Takes what is found; other checks of the same invariant may add to it.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>A task that ends when everything was looked at.</returns>
    Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken);
}
