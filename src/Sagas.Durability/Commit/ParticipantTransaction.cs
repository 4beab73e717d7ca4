using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Sagas.Durability.Commit;

/// <summary>
/// Lets a user's DbContext save its changes in the committer's transaction, and gives its connection back. The context
/// takes its changes for saved only after the commit, since they may have to be saved again in another transaction.
/// </summary>
internal static class ParticipantTransaction
{
    public static async Task SaveAsync(DbContext context, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connectionString = context.Database.GetConnectionString();
        // The context's own connection may hang on to a read; it is closed and taken up again by its connection string.
        context.Database.SetDbConnection(transaction.Connection, contextOwnsConnection: false);
        try
        {
            context.Database.AutoSavepointsEnabled = false;
            await context.Database.UseTransactionAsync(transaction, cancellationToken);
            using (UnitOfWorkScope.LetSave(context))
                await context.SaveChangesAsync(acceptAllChangesOnSuccess: false, cancellationToken);
        }
        finally
        {
            await context.Database.UseTransactionAsync(null, CancellationToken.None);
            context.Database.SetDbConnection(null);
            context.Database.SetConnectionString(connectionString);
        }
    }
}
