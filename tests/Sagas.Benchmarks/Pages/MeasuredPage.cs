using Sagas.Benchmarks.Measuring;

namespace Sagas.Benchmarks.Pages;

/// <summary>How long a user waits for a page, and how much of that is spent in the database.</summary>
/// <param name="Page">The page.</param>
/// <param name="Whole">From the HTTP request until all of the page has arrived.</param>
/// <param name="Database">How long the service waits for its database in the meantime.</param>
/// <param name="Bytes">How large it is.</param>
internal sealed record MeasuredPage(string Page, Percentiles Whole, Percentiles Database, int Bytes)
{
    /// <summary>Requests a page again and again, for another saga each time.</summary>
    /// <param name="client">The service.</param>
    /// <param name="page">The page.</param>
    /// <param name="address">Its address, by number.</param>
    /// <param name="database">Adds up the time spent in the database.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<MeasuredPage> MeasureAsync(
        HttpClient client, string page, Func<int, string> address, DatabaseTime database, CancellationToken cancellationToken)
    {
        var (whole, waited, bytes) = (new List<TimeSpan>(), new List<TimeSpan>(), 0);
        await foreach (var (took, length) in AskedAddress.AskAsync(client, address, () => database.Take(), cancellationToken))
        {
            whole.Add(took);
            waited.Add(database.Take());
            bytes = Math.Max(bytes, length);
        }

        return new MeasuredPage(page, Percentiles.Of(whole), Percentiles.Of(waited), bytes);
    }

    public override string ToString() => FormattableString.Invariant(
        $"| {Page} | {Database.P50:0.0} | {Database.Worst:0.0} | {Whole.P50:0.0} | {Whole.Worst:0.0} | {Bytes / 1024.0:0.0} |");
}
