using MassTransit;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Commit;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Outbox;

namespace Sagas.Durability.Receive;

/// <summary>
/// Turns every message of an <c>_error</c> queue into the dead letter that could not be stored when it failed. While that
/// still fails, the message stays in its queue, where everyone can see it.
/// </summary>
internal sealed class ErrorQueueFilter(DurableEndpoint errors, string queue) : IFilter<ReceiveContext>
{
    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromSeconds(10);

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var unit = new UnitOfWork();
        unit.DeadLetters.Add(FailedMessage.ToDeadLetter(context, errors, queue));
        while (!await TryCommitAsync(unit, context.CancellationToken))
            await Task.Delay(PauseBetweenAttempts, errors.Time, context.CancellationToken);

        DurabilityMetrics.DeadLetters.Add(1, new KeyValuePair<string, object?>("endpoint", queue));
        errors.Logger.LogWarning(
            "Message {MessageId} was taken over from queue {Endpoint}", errors.Messages.IdOf(context), errors.Name);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("errorQueue").Add("queue", queue);

    private async Task<bool> TryCommitAsync(UnitOfWork unit, CancellationToken cancellationToken)
    {
        try
        {
            await errors.Committer.CommitAsync(unit, cancellationToken);
            return true;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            errors.Logger.LogError(failure, "A message of queue {Endpoint} still cannot be stored as a dead letter", errors.Name);
            return false;
        }
    }
}
