using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Sagas.Durability.Commit;

/// <summary>
/// Lets a user's DbContext save its changes in the committer's transaction, and then restores its connection. The context
/// accepts its changes only after the commit, because they may have to be saved again in another transaction.
/// </summary>
internal static class ParticipantTransaction
{
    public static async Task SaveAsync(DbContext context, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connectionString = context.Database.GetConnectionString();
        // A read may still hold the context's own connection; it is closed here and reopened later by its connection string.
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
