namespace Sagas.Operations.Overview;

/// <summary>Creates sample work, so that a newcomer has something to look at. A service need not have any.</summary>
public interface ISampleSource
{
    /// <summary>How the overview describes it, in one sentence.</summary>
    string Description { get; }

    /// <summary>What it is called, such as <c>sample orders</c>.</summary>
    string Name { get; }

    /// <summary>The shell command that does the same; null if there is none.</summary>
    string? Command { get; }

    /// <summary>How many are created by default.</summary>
    int DefaultCount { get; }

    /// <summary>How many may be created at a time.</summary>
    int MostAtATime { get; }

    /// <summary>Creates some: all of them or none.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Cancels the operation, unless they are already being stored.</param>
    Task PlaceAsync(int count, CancellationToken cancellationToken);
}
