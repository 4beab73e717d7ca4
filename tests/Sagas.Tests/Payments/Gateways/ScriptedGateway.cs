using System.Collections.Concurrent;
using Sagas.Payments.Gateways;

namespace Sagas.Tests.Payments.Gateways;

/// <summary>A gateway whose every moment is in the test's hand. It keeps a ledger, as the real one does.</summary>
internal sealed class ScriptedGateway : IPaymentGateway
{
    private readonly SemaphoreSlim _arrivals = new(0);
    private TaskCompletionSource? _hold;

    public ConcurrentQueue<ChargeRequest> ChargeRequests { get; } = new();

    public ConcurrentQueue<RefundRequest> RefundRequests { get; } = new();

    public ConcurrentDictionary<Guid, GatewayCharge> Charges { get; } = new();

    public ConcurrentDictionary<Guid, bool> Refunds { get; } = new();

    /// <summary>Declines with this code.</summary>
    public string? DeclineCode { get; set; }

    /// <summary>Charges this, whatever it is asked for.</summary>
    public GatewayCharge? ChargesInstead { get; set; }

    /// <summary>Charges, but its answer does not arrive.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>Fails before anything is charged.</summary>
    public bool IsDown { get; set; }

    /// <summary>Fails to refund.</summary>
    public bool RefundsAreDown { get; set; }

    /// <summary>Takes the money before it holds its answer back, instead of after.</summary>
    public bool ChargesBeforeHolding { get; set; }

    /// <summary>Done while a charge is being made.</summary>
    public Func<Task>? DuringCharge { get; set; }

    /// <summary>From now on charges wait for <see cref="Release"/>.</summary>
    public void Hold() => _hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        var hold = _hold;
        _hold = null;
        hold?.SetResult();
    }

    public async Task ChargeArrivesAsync(TimeSpan deadline)
    {
        if (!await _arrivals.WaitAsync(deadline))
            throw new TimeoutException("Nobody asked for a charge.");
    }

    public async Task<ChargeResult> ChargeAsync(ChargeRequest request, CancellationToken cancellationToken)
    {
        ChargeRequests.Enqueue(request);
        if (ChargesBeforeHolding)
            Take(request);
        var hold = _hold;
        _arrivals.Release();
        if (hold is not null)
            await hold.Task;
        if (DuringCharge is { } during)
            await during();

        if (IsDown)
            throw new PaymentGatewayException("down");
        if (DeclineCode is { } code)
            return ChargeResult.Declined(code);
        var charge = Take(request);
        return LosesAnswers ? throw new PaymentGatewayException("the answer is lost") : ChargeResult.Approved(charge);
    }

    public Task<GatewayCharge?> FindChargeAsync(Guid paymentId, CancellationToken cancellationToken) =>
        Task.FromResult(Charges.GetValueOrDefault(paymentId));

    public Task RefundAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        RefundRequests.Enqueue(request);
        if (RefundsAreDown)
            throw new PaymentGatewayException("refunds are down");
        Charges.ContainsKey(request.PaymentId).ShouldBeTrue();
        Refunds[request.PaymentId] = true;
        return Task.CompletedTask;
    }

    private GatewayCharge Take(ChargeRequest request) =>
        Charges.GetOrAdd(
            request.PaymentId, id => ChargesInstead ?? new GatewayCharge($"ch_{id:N}", request.Amount, request.Currency));
}
