namespace Sagas.Operations.Overview;

/// <summary>Makes samples of what the service does, so that a newcomer has something to look at. A service need not have any.</summary>
public interface ISampleSource
{
    /// <summary>What the overview says of them, one sentence.</summary>
    string Description { get; }

    /// <summary>What they are called, such as <c>sample orders</c>.</summary>
    string Name { get; }

    /// <summary>The same from a shell; null if there is no such command.</summary>
    string? Command { get; }

    /// <summary>How many are made where nobody says how many.</summary>
    int DefaultCount { get; }

    /// <summary>How many may be made at a time.</summary>
    int MostAtATime { get; }

    /// <summary>Makes some: all of them or none.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Cancels it, unless they are being stored.</param>
    Task PlaceAsync(int count, CancellationToken cancellationToken);
}
