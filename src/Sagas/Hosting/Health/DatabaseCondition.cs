using Sagas.Durability.Databases;
using Sagas.Hosting.Database;
using Sagas.Operations.Instances;

namespace Sagas.Hosting.Health;

/// <summary>
/// Whether the database takes what is written. Whoever asks gets a recent answer: every look writes a row, and is shared by all.
/// </summary>
internal sealed class DatabaseCondition(
    IServiceScopeFactory scopes,
    InstanceBeat beat,
    DurableDatabase database,
    TimeProvider time,
    ILogger<DatabaseCondition> logger,
    DatabaseFile? file = null) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // Callers are refused in the meantime.
    private static readonly TimeSpan IntervalWhileIll = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _looking = new(1, 1);
    private readonly DamageSearch? _search = file is null ? null : new DamageSearch(file, database, time);
    private long? _lookedAt;
    private string? _problem;
    private string? _told;

    /// <summary>Whether embedded mode's file is what everything is stored in.</summary>
    public bool IsFile => file is not null;

    /// <summary>Looks, unless somebody has just looked.</summary>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>What is wrong, for people; null if nothing is.</returns>
    public async Task<string?> LookAsync(CancellationToken cancellationToken)
    {
        if (file?.Problem() is { } lost)
            return Tell(lost);
        await _looking.WaitAsync(cancellationToken);
        try
        {
            var interval = _problem is null ? Interval : IntervalWhileIll;
            if (_lookedAt is not { } then || time.GetElapsedTime(then) >= interval)
                await LookNowAsync(cancellationToken);
            return Tell(_problem);
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>Looks again before long, because something has failed.</summary>
    public void Suspect()
    {
        if (_problem is null && _lookedAt is { } then && time.GetElapsedTime(then) >= ShortestInterval)
            _lookedAt = null;
    }

    /// <summary>What is wrong as far as is known; null if nothing is. It costs an order next to nothing.</summary>
    public string? KnownProblem => file?.Problem() ?? (IsFile ? _problem : null);

    /// <summary>Looks again if something was wrong.</summary>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>What is wrong; null if nothing was.</returns>
    public async ValueTask<string?> KnownProblemAsync(CancellationToken cancellationToken) =>
        KnownProblem is null ? null : await LookAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _looking.Dispose();

    private async Task LookNowAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await beat.BeatAsync(scope.ServiceProvider, cancellationToken);
            _problem = file is null || await IsWhereItBelongsAsync(file.Path, cancellationToken)
                ? _search?.Found()
                : "What is written does not arrive in the file at the database's path. Restart the service.";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _problem = $"The database cannot be written: {Words(exception)}";
        }

        _lookedAt = time.GetTimestamp();
    }

    // A connection that has been open for long may write into a file that has no name any more.
    private async Task<bool> IsWhereItBelongsAsync(string path, CancellationToken cancellationToken)
    {
        await using var connection = await DatabaseSetup.OpenAnewAsync(path, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM \"ServiceInstances\" WHERE \"InstanceId\" = @id";
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("@id", beat.InstanceId);
        command.Parameters.Add(id);
        return await command.ExecuteScalarAsync(cancellationToken) is long and > 0;
    }

    /// <summary>What the database says, as callers may read it: without its name and its codes.</summary>
    /// <param name="exception">What it threw.</param>
    internal static string Words(Exception exception)
    {
        var message = exception.GetBaseException().Message.ReplaceLineEndings(" ");
        var (first, last) = (message.IndexOf('\'', StringComparison.Ordinal), message.LastIndexOf('\''));
        return message.StartsWith("SQLite Error ", StringComparison.Ordinal) && first < last
            ? $"{message[(first + 1)..last]}."
            : message;
    }

    private string? Tell(string? problem)
    {
        if (string.Equals(Interlocked.Exchange(ref _told, problem), problem, StringComparison.Ordinal))
            return problem;
        if (problem is null)
            logger.LogInformation("The database is in order again");
        else
            logger.LogError("The database is not in order: {Problem}", problem);
        return problem;
    }
}
