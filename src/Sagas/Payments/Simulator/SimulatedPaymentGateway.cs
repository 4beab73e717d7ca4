using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Commit;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Payments.Gateways;

namespace Sagas.Payments.Simulator;

/// <summary>
/// A payment provider inside the service, driven by <see cref="SimulatedTokens"/>. It behaves like one outside: it writes its
/// ledger at once, in units of work of its own, so that it knows of a charge even if the service dies before recording it; and
/// all instances share it, with the key resolving their concurrent calls.
/// </summary>
/// <param name="scopes">For a DbContext that belongs to no message.</param>
/// <param name="options">How slow a slow charge is.</param>
/// <param name="time">The clock.</param>
internal class SimulatedPaymentGateway(IServiceScopeFactory scopes, IOptions<PaymentOptions> options, TimeProvider time)
    : IPaymentGateway
{
    private const int FlakyFailures = 2;
    private const int MostConflicts = 50;

    /// <inheritdoc />
    public async Task<ChargeResult> ChargeAsync(ChargeRequest request, CancellationToken cancellationToken)
    {
        if (request.PaymentToken is SimulatedTokens.Slow
            && await FindChargeAsync(request.PaymentId, cancellationToken) is null)
        {
            await Task.Delay(options.Value.SlowDelay, time, cancellationToken);
        }

        var charge = await RecordAttemptAsync(request, cancellationToken);
        if (charge.State == SimulatedChargeState.Attempted)
            throw new PaymentGatewayException($"The simulated gateway failed, as {request.PaymentToken} tells it to.");
        if (charge is { PaymentToken: SimulatedTokens.LostAnswer, Attempts: 1 })
            throw new PaymentGatewayException("The simulated gateway charged, but its answer was lost.");
        return charge.DeclineCode is { } code ? ChargeResult.Declined(code) : ChargeResult.Approved(ToGatewayCharge(charge));
    }

    /// <inheritdoc />
    public async Task<GatewayCharge?> FindChargeAsync(Guid paymentId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var ledger = scope.ServiceProvider.GetRequiredService<DbContext>().Set<SimulatedCharge>();
        var charge = await ledger.FindAsync([paymentId], cancellationToken);
        return charge?.State is SimulatedChargeState.Charged or SimulatedChargeState.Refunded ? ToGatewayCharge(charge) : null;
    }

    /// <inheritdoc />
    public Task RefundAsync(RefundRequest request, CancellationToken cancellationToken) => ChangeLedgerAsync(
        request.PaymentId,
        isNew: false,
        (_, charge) =>
        {
            if (charge?.PaymentToken is SimulatedTokens.RefundDown)
                throw new PaymentGatewayException("The simulated gateway refunds nothing, as tok_refund_down tells it to.");
            if (charge?.State is not (SimulatedChargeState.Charged or SimulatedChargeState.Refunded))
                throw new PaymentGatewayException($"The simulated gateway has no charge under {request.PaymentId}.");
            charge.State = SimulatedChargeState.Refunded;
            return charge;
        },
        cancellationToken);

    private Task<SimulatedCharge> RecordAttemptAsync(ChargeRequest request, CancellationToken cancellationToken) =>
        ChangeLedgerAsync(
            request.PaymentId,
            isNew: true,
            (ledger, charge) =>
            {
                charge ??= AddTo(ledger, request);
                charge.Attempts++;
                if (charge.State == SimulatedChargeState.Attempted)
                    Decide(charge, request);
                return charge;
            },
            cancellationToken);

    private async Task<SimulatedCharge> ChangeLedgerAsync(
        Guid paymentId,
        bool isNew,
        Func<DbSet<SimulatedCharge>, SimulatedCharge?, SimulatedCharge> change,
        CancellationToken cancellationToken)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<DbContext>();
            var ledger = database.Set<SimulatedCharge>();
            // Most charges are requested once, so an existing one is looked for only after a conflict.
            var known = isNew && conflicts == 0 ? null : await ledger.FindAsync([paymentId], cancellationToken);
            var charge = change(ledger, known);
            if (!database.ChangeTracker.HasChanges())
                return charge;

            charge.UpdatedAt = time.GetStorableUtcNow();
            if (await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(cancellationToken)
                == CommitOutcome.Committed)
                return charge;
            // Another call with the same key was faster: what it wrote counts for this one too.
            if (conflicts == MostConflicts)
                throw new PaymentGatewayException("The simulated gateway could not write its ledger.");
        }
    }

    private SimulatedCharge AddTo(DbSet<SimulatedCharge> ledger, ChargeRequest request) => ledger.Add(new SimulatedCharge
    {
        PaymentId = request.PaymentId,
        OrderId = request.OrderId,
        PaymentToken = request.PaymentToken,
        Amount = request.Amount,
        Currency = request.Currency,
        CreatedAt = time.GetStorableUtcNow(),
    }).Entity;

    // A key is bound to its request when the request is decided, not when it fails.
    private static void Decide(SimulatedCharge charge, ChargeRequest request)
    {
        charge.PaymentToken = request.PaymentToken;
        (charge.Amount, charge.Currency) = SumOf(request);
        var fails = charge.PaymentToken switch
        {
            SimulatedTokens.Down => true,
            SimulatedTokens.Flaky => charge.Attempts <= FlakyFailures,
            _ => false,
        };
        if (fails)
            return;

        charge.DeclineCode = DeclineCodeOf(charge.PaymentToken);
        charge.State = charge.DeclineCode is null ? SimulatedChargeState.Charged : SimulatedChargeState.Declined;
        charge.ChargeId = charge.DeclineCode is null ? $"ch_{charge.PaymentId:N}" : null;
    }

    private static (decimal Amount, string Currency) SumOf(ChargeRequest request) => request.PaymentToken switch
    {
        SimulatedTokens.WrongAmount => (2 * request.Amount, request.Currency),
        SimulatedTokens.WrongCurrency => (decimal.Truncate(request.Amount), request.Currency is "USD" ? "EUR" : "USD"),
        _ => (request.Amount, request.Currency),
    };

    private static string? DeclineCodeOf(string token) => token switch
    {
        SimulatedTokens.Visa or SimulatedTokens.Flaky or SimulatedTokens.Slow
            or SimulatedTokens.RefundDown or SimulatedTokens.LostAnswer
            or SimulatedTokens.WrongAmount or SimulatedTokens.WrongCurrency => null,
        SimulatedTokens.Declined => "card_declined",
        SimulatedTokens.InsufficientFunds => "insufficient_funds",
        _ => "invalid_token",
    };

    private static GatewayCharge ToGatewayCharge(SimulatedCharge charge) => new(charge.ChargeId!, charge.Amount, charge.Currency);
}
