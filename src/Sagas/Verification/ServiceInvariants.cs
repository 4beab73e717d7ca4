using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Settings;
using Sagas.Durability.Verification;
using Sagas.Orders;

namespace Sagas.Verification;

/// <summary>What the service promises, and which checks verify each promise.</summary>
/// <param name="durability">Lease, duplicate detection and what the transport keeps.</param>
/// <param name="time">The clock.</param>
internal class ServiceInvariants(IOptions<DurabilityOptions> durability, TimeProvider time)
{
    /// <summary>Checks everything. It writes nothing and blocks nobody.</summary>
    /// <param name="database">A context that nobody else uses in the meantime.</param>
    /// <param name="options">What else is checked, and how strictly.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The result.</returns>
    /// <exception cref="EvidenceException">A file cannot be read.</exception>
    public async Task<VerificationResult> VerifyAsync(
        DbContext database, VerificationOptions options, CancellationToken cancellationToken)
    {
        // What a subscriber saw had been committed before, whereas a gateway may record a charge later: so events are read before
        // the snapshot is opened, and charges after it.
        var events = options.EventsFile is { } eventsFile ? await EventsFile.ReadAsync(eventsFile, cancellationToken) : null;
        await using var snapshot = await StoredSnapshot.OpenAsync(database, time, cancellationToken);
        IChargeLedger ledger = options.LedgerFile is { } ledgerFile
            ? await FileLedger.ReadAsync(ledgerFile, cancellationToken)
            : await StoredLedger.ChooseAsync(database, cancellationToken);

        var results = new List<InvariantFindings>();
        await LookAsync("I1", "Every accepted order is final or in progress; none is missing",
            new OrdersCheck(), new OrphansCheck(), new SubmissionsCheck(durability, options.Grace));
        await LookAsync("I2", "Every order comes to an end", new ProgressCheck(options.Settled));
        await LookAsync("I3", "An order is charged at most once, and no money is kept for a dead order",
            new ChargesCheck(ledger, options.Grace));
        await LookAsync(
            "I4", "Every history folds to its order, without gaps", new HistoryCheck<OrderState>(),
            new ArchiveCheck<OrderState>());
        await LookAsync("I5", "No message is left behind, and none is handled without its effects",
            new OutboxCheck(durability), new InboxCheck<OrderState>(durability), new EffectsCheck(), new DeadLetterCount());
        await LookAsync("I6", "What subscribers saw is what the histories say was sent",
            events is null ? new Unseen() : new EventsOf(events, options.Grace));
        return new VerificationResult(snapshot.At, snapshot.IsOneMoment, results);

        async Task LookAsync(string name, string promise, params IInvariantCheck[] checks)
        {
            var findings = new InvariantFindings(name, promise);
            foreach (var check in checks)
                await check.CheckAsync(snapshot, findings, cancellationToken);
            results.Add(findings);
        }
    }

    private sealed class Unseen : IInvariantCheck
    {
        public Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken)
        {
            findings.Skip("No record of what a subscriber saw was given (--events)");
            return Task.CompletedTask;
        }
    }

    private sealed class EventsOf(EventsFile events, TimeSpan grace) : IInvariantCheck
    {
        public async Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken)
        {
            await new EventsCheck<OrderState>(events.Messages, grace).CheckAsync(snapshot, findings, cancellationToken);
            findings.Count("duplicates", events.Duplicates);
            findings.Count("messages of no saga", events.OfNoSaga);
        }
    }
}
