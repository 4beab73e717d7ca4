using System.ComponentModel;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Sagas.Hosting.Database;

/// <summary>Waits for a database server that is still starting, or is unavailable just when the program starts.</summary>
internal static class DatabaseWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the server answers, even if it refuses.</summary>
    /// <param name="context">The database.</param>
    /// <param name="logger">Receives a message about the wait.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>A task that completes when the server answers.</returns>
    public static async Task AwaitAsync(DbContext context, ILogger logger, CancellationToken cancellationToken)
    {
        for (var told = false; !await AnswersAsync(context, told, logger, cancellationToken); told = true)
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
    }

    private static async Task<bool> AnswersAsync(
        DbContext context, bool told, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            // Not through the context, which would log an error with a stack trace for every attempt.
            var connection = context.Database.GetDbConnection();
            await connection.OpenAsync(cancellationToken);
            await connection.CloseAsync();
            return true;
        }
        catch (DbException exception)
        {
            if (!IsAway(exception))
                return true;
            if (!told)
                logger.LogWarning("The database does not answer; waiting for it: {Reason}", exception.Message);
            return false;
        }
    }

    // Not every client reports a failed connection as transient.
    private static bool IsAway(DbException exception) =>
        exception.IsTransient || exception.InnerException is Win32Exception or TimeoutException or IOException;
}
