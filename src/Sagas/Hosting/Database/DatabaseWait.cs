using System.ComponentModel;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Sagas.Hosting.Database;

/// <summary>Waits for a database server that is still starting, or is away just when the program starts.</summary>
public static class DatabaseWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the server answers, be it with a refusal.</summary>
    /// <param name="context">The database.</param>
    /// <param name="logger">Where the wait is told.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>A task that ends when it answers.</returns>
    public static async Task AwaitAsync(DbContext context, ILogger logger, CancellationToken cancellationToken)
    {
        for (var told = false; !await AnswersAsync(context, told, logger, cancellationToken); told = true)
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
    }

    private static async Task<bool> AnswersAsync(DbContext context, bool told, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            // Not by the context, which would log an error with its stack for every attempt.
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

    // Not every client says of a failed connection that it is worth another try.
    private static bool IsAway(DbException exception) =>
        exception.IsTransient || exception.InnerException is Win32Exception or TimeoutException or IOException;
}
