using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Search;

/// <summary>
/// Looks for messages and traces: among the newest steps of all sagas, because an index of them would cost every step; and for a
/// whole message id in the journal, which has an index.
/// </summary>
internal sealed class StepsSearched(DbContext db, SagaRegistry registry)
{
    private const long MostSteps = 100_000;
    private const string Message = "message";

    /// <summary>Looks for them.</summary>
    public async Task FindAsync(SearchTerm term, Findings findings, CancellationToken cancellationToken)
    {
        if (term.Digits is null)
            return;
        var last = await Steps.MaxAsync(step => (long?)step.Position, cancellationToken) ?? 0;
        var newest = Steps.Where(step => step.Position > last - MostSteps);
        if (term.Id is { } id)
            newest = newest.Where(step => step.MessageId == id || step.TraceId == term.Digits);
        var seen = newest.OrderByDescending(step => step.Position)
            .Select(step => new { step.SagaType, step.SagaId, step.Event, step.At, step.MessageId, step.TraceId });
        var left = Findings.Most;
        await foreach (var step in seen.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var (isMessage, isTrace) = (term.IsIn(step.MessageId), term.IsIn(step.TraceId));
            if ((!isMessage && !isTrace) || registry.Find(step.SagaType) is not { } type)
                continue;
            findings.Add(new FoundView(
                isTrace ? "trace" : Message, isTrace ? step.TraceId! : step.MessageId.ToString()!, $"{type.Title}: {step.Event}",
                State: null, step.At, isTrace ? "trace ID" : "message ID", Links.Saga(type.Name, step.SagaId)[1..]));
            if (--left == 0)
                break;
        }

        findings.Tell(
            "Messages that sagas received, and traces",
            last <= MostSteps ? "all steps that are not archived" : $"the newest {Shown.Count(MostSteps)} steps");
        if (term.Id is not null)
            await FindKeptAsync(term.Id.Value, findings, cancellationToken);
    }

    private async Task FindKeptAsync(Guid messageId, Findings findings, CancellationToken cancellationToken)
    {
        var kept = await db.Set<JournaledMessage>().AsNoTracking()
            .Where(message => message.MessageId == messageId && message.SagaId != null)
            .OrderByDescending(message => message.LeftAt).Take(Findings.Most)
            .Select(message => new { message.SagaId, message.LeftAt }).ToListAsync(cancellationToken);
        foreach (var message in kept)
        {
            foreach (var type in registry.Types)
            {
                if (await type.FindAsync(db, message.SagaId!.Value, cancellationToken) is { } saga)
                    findings.Add(new FoundView(
                        Message, messageId.ToString(), $"sent by {type.Title}", State: null, message.LeftAt, "message ID",
                        Links.Saga(type.Name, saga.SagaId)[1..]));
            }
        }

        findings.Tell("Messages that were sent, by their whole IDs", "all that are kept; those that wait to be sent are not");
    }

    private IQueryable<SagaTransition> Steps => db.Set<SagaTransition>().AsNoTracking();
}
