using Microsoft.EntityFrameworkCore;

namespace Sagas.Durability.Gauges;

/// <summary>Gauges over what is stored: read from the database now and then, and shown as they were read last. Register them as this.</summary>
public interface ISampledGauges
{
    /// <summary>Whether anybody listens; nothing is read for nobody.</summary>
    bool AreObserved { get; }

    /// <summary>Reads the values again. The queries must be answered by an index and touch few rows.</summary>
    /// <param name="context">The database.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>When it is read.</returns>
    Task SampleAsync(DbContext context, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Shows nothing until the next sample: what is not known any more is not told.</summary>
    void Forget();
}
