namespace Sagas.Benchmarks.Compare;

/// <summary>Something that brings orders to their end.</summary>
internal interface IContestant : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Hears that an order has come to its end.</summary>
    Action? OrderEnded { get; set; }

    /// <summary>Submits an order; ends when it is stored.</summary>
    /// <returns>The order's id.</returns>
    Task<Guid> SubmitAsync(int number, CancellationToken cancellationToken);
}
