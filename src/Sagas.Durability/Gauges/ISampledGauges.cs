using Microsoft.EntityFrameworkCore;

namespace Sagas.Durability.Gauges;

/// <summary>Gauges over stored data, which show the last sample until the next. Register them as this interface.</summary>
internal interface ISampledGauges
{
    /// <summary>Whether anybody is listening; otherwise nothing is read.</summary>
    bool AreObserved { get; }

    /// <summary>Reads the values again. The queries must be answered by an index and touch few rows.</summary>
    /// <param name="context">The database.</param>
    /// <param name="now">The current time.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>A task that completes when the values have been read.</returns>
    Task SampleAsync(DbContext context, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Shows nothing until the next sample, because the last one is no longer known to be true.</summary>
    void Forget();
}
