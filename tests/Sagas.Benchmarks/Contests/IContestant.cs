using System.Diagnostics;

namespace Sagas.Benchmarks.Contests;

/// <summary>Something that brings orders to their end.</summary>
internal interface IContestant : IAsyncDisposable
{
    /// <summary>Hears that an order has come to its end.</summary>
    Action? OrderEnded { get; set; }

    /// <summary>Time of the processors that it has taken so far: that of this process, unless it runs elsewhere.</summary>
    TimeSpan ProcessorTime
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Submits an order; ends when it is stored.</summary>
    /// <returns>The order's id.</returns>
    Task<Guid> SubmitAsync(int number, CancellationToken cancellationToken);
}
