using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Sagas.Durability.Databases;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Jobs.Running;

/// <summary>
/// Copies what a job needs to know of its dead letters in one statement: dead letters that arrive later are not part of the job,
/// and no matter how many there are, they do not pass through this process.
/// </summary>
internal static class FrozenSelection
{
    private static readonly string[] Copied =
    [
        nameof(RetryJobItem.DeadLetterId), nameof(RetryJobItem.DeadAt), nameof(RetryJobItem.Endpoint),
        nameof(RetryJobItem.ConsumerId), nameof(RetryJobItem.MessageId),
    ];

    /// <summary>Copies the dead letters within the transaction of the context.</summary>
    /// <returns>How many were copied.</returns>
    public static async Task<int> CopyAsync(
        DbContext context, DurableDatabase database, IDbContextTransaction transaction, Guid retryJobId, RetryJobPlan plan,
        CancellationToken cancellationToken)
    {
        var deadLetters = (await (plan.Filter with { State = DeadLetterState.Undecided }).AllAsync(context, cancellationToken))
            .OrderBy(deadLetter => deadLetter.DeadAt).ThenBy(deadLetter => deadLetter.DeadLetterId).Take(plan.Limit)
            .Select(deadLetter => new
            {
                deadLetter.DeadLetterId,
                deadLetter.DeadAt,
                deadLetter.Endpoint,
                deadLetter.ConsumerId,
                deadLetter.MessageId,
            });
        await using var command = deadLetters.CreateDbCommand();
        command.Transaction = transaction.GetDbTransaction();
        command.CommandText = Insertion(database, command.CommandText);
        var items = database.Table(typeof(RetryJobItem));
        AddParameter(command, items[nameof(RetryJobItem.RetryJobId)], "@job", retryJobId);
        AddParameter(command, items[nameof(RetryJobItem.State)], "@waiting", RetryItemState.Waiting);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Insertion(DurableDatabase database, string selection)
    {
        var (items, deadLetters) = (database.Table(typeof(RetryJobItem)), database.DeadLetters);
        var into = Copied.Select(property => items[property].Name)
            .Prepend(items[nameof(RetryJobItem.RetryJobId)].Name).Append(items[nameof(RetryJobItem.State)].Name);
        var values = Copied.Select(property => $"s.{deadLetters[property].Name}").Prepend("@job").Append("@waiting");
        return $"INSERT INTO {items.Name} ({string.Join(", ", into)})\nSELECT {string.Join(", ", values)} FROM (\n{selection}\n) AS s";
    }

    private static void AddParameter(DbCommand command, StoredColumn column, string name, object value) =>
        command.Parameters.Add(column.CreateParameter(command, name, value));
}
