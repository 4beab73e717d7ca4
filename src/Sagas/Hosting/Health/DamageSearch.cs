using Sagas.Durability.Databases;
using Sagas.Hosting.Database;

namespace Sagas.Hosting.Health;

/// <summary>
/// Looks through a SQLite file for damage now and then: in the background, since that takes as long as the file is large, and for
/// a hundredth of the time at most.
/// </summary>
internal sealed class DamageSearch(DatabaseFile file, DurableDatabase database, TimeProvider time)
{
    private const int Share = 100;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(10);

    private long? _endedAt;
    private TimeSpan _pause = ShortestPause;
    private Task<string?> _search = Task.FromResult<string?>(null);
    private string? _found;

    /// <summary>What was found last; begins another search if it is time.</summary>
    /// <returns>The damage, for people; null if there is none.</returns>
    public string? Found()
    {
        if (!_search.IsCompleted)
            return _found;
        _found = _search.Result;
        if (_endedAt is not { } then || time.GetElapsedTime(then) >= _pause)
            _search = Task.Run(SearchAsync);
        return _found;
    }

    private async Task<string?> SearchAsync()
    {
        var startedAt = time.GetTimestamp();
        try
        {
            return await LookThroughAsync() is var answer && answer == "ok" ? null : $"The database file is damaged: {answer}";
        }
        catch (Exception exception)
        {
            return $"The database file cannot be read: {DatabaseCondition.Words(exception)}";
        }
        finally
        {
            var took = time.GetElapsedTime(startedAt) * Share;
            _pause = took > ShortestPause ? took : ShortestPause;
            _endedAt = time.GetTimestamp();
        }
    }

    private async Task<string?> LookThroughAsync()
    {
        await using var connection = await DatabaseSetup.OpenAnewAsync(file.Path, CancellationToken.None);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // It is the dialect's own.
        command.CommandText = database.Dialect.FindDamage;
#pragma warning restore CA2100
        return (await command.ExecuteScalarAsync())?.ToString()?.ReplaceLineEndings(" ");
    }
}
