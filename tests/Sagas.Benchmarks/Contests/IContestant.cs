using System.Diagnostics;

namespace Sagas.Benchmarks.Contests;

/// <summary>Something that completes orders.</summary>
internal interface IContestant : IAsyncDisposable
{
    /// <summary>Is called when an order has ended.</summary>
    Action? OrderEnded { get; set; }

    /// <summary>The processor time that it has used so far: that of this process, unless it runs elsewhere.</summary>
    TimeSpan ProcessorTime
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Submits an order; completes when it is stored.</summary>
    /// <returns>The order's id.</returns>
    Task<Guid> SubmitAsync(int number, CancellationToken cancellationToken);
}
