using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Commit;
using Sagas.Durability.Registry;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Sagas;

/// <summary>Sends commands to sagas, and records who did so and why, in one transaction.</summary>
internal sealed class SagaCommandService(DbContext db, ISendEndpointProvider sender, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>Sends a command to a saga.</summary>
    /// <param name="kind">The saga's type.</param>
    /// <param name="sagaId">The saga.</param>
    /// <param name="command">The command.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">Cancels the operation, unless it is already being stored.</param>
    /// <returns>The saga's state; null if there is no such saga. The command was sent only if that state accepts it.</returns>
    public async Task<string?> TellAsync(
        SagaType kind, Guid sagaId, SagaCommand command, AuditedBy by, CancellationToken cancellationToken)
    {
        if (await kind.FindAsync(db, sagaId, cancellationToken) is not { } saga)
            return null;
        if (saga.IsArchived || !command.States.Contains(saga.State))
            return saga.State;

        var queue = await sender.GetSendEndpoint(command.Destination);
        var actor = by.Actor.ToStorable(AuditEntry.LongestActor);
        var messageId = NewId.NextGuid();
        await queue.Send(
            command.Message(sagaId, actor, by.Reason ?? ""), context => context.MessageId = messageId, cancellationToken);
        // By its id, operators see what has become of the command.
        db.Add(AuditEntry.New(
            time, by, $"saga.{command.Name}", ("saga", sagaId.ToString("D")), sagaId,
            before: new { kind.Name, saga.State, saga.Version }, after: new { MessageId = messageId }));
        await unitOfWork.CommitAsync(cancellationToken);
        return saga.State;
    }
}
