using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Payments;
using Sagas.Payments.Gateways;
using Sagas.Payments.Simulator;
using Sagas.Tests.Harness;
using Sagas.Tests.Time;

namespace Sagas.Tests.Payments.Simulator;

internal sealed class Simulated_gateway
{
    private static readonly TimeSpan SlowDelay = TimeSpan.FromSeconds(2);

    private readonly ManualTimeProvider _time = new();
    private RoomHarness _room = null!;

    [SetUp]
    public async Task Start() => _room = await RoomHarness.StartAsync(
        (services, configuration) => services.AddPayments(configuration),
        _ => { });

    [TearDown]
    public async Task Stop() => await _room.DisposeAsync();

    [TestCase("tok_visa")]
    [TestCase("tok_refund_down")]
    public async Task Should_charge(string token)
    {
        var request = RequestFor(token);
        var result = await Gateway().ChargeAsync(request, default);

        result.Charge.ShouldBe(new GatewayCharge($"ch_{request.PaymentId:N}", 39.80m, "EUR"));
        (await Gateway().FindChargeAsync(request.PaymentId, default)).ShouldBe(result.Charge);
        (await LineAsync(request)).State.ShouldBe(SimulatedChargeState.Charged);
    }

    [TestCase("tok_declined", "card_declined")]
    [TestCase("tok_insufficient_funds", "insufficient_funds")]
    [TestCase("tok_of_nobody", "invalid_token")]
    [TestCase("", "invalid_token")]
    public async Task Should_decline(string token, string code)
    {
        var request = RequestFor(token);
        (await Gateway().ChargeAsync(request, default)).ShouldBe(ChargeResult.Declined(code));
        (await Gateway().ChargeAsync(request, default)).ShouldBe(ChargeResult.Declined(code));

        (await Gateway().FindChargeAsync(request.PaymentId, default)).ShouldBeNull();
    }

    [Test]
    public async Task Should_fail_twice_and_then_charge_for_a_flaky_token()
    {
        var request = RequestFor("tok_flaky");
        await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().ChargeAsync(request, default));
        await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().ChargeAsync(request, default));
        (await Gateway().FindChargeAsync(request.PaymentId, default)).ShouldBeNull();

        (await Gateway().ChargeAsync(request, default)).Charge.ShouldNotBeNull();
        (await LineAsync(request)).Attempts.ShouldBe(3);
    }

    [Test]
    public async Task Should_always_fail_and_charge_nothing_when_down()
    {
        var request = RequestFor("tok_down");
        for (var attempt = 0; attempt < 5; attempt++)
            await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().ChargeAsync(request, default));

        (await Gateway().FindChargeAsync(request.PaymentId, default)).ShouldBeNull();
    }

    [Test]
    public async Task Should_take_another_token_under_the_same_key_until_it_has_decided()
    {
        var request = RequestFor("tok_down");
        await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().ChargeAsync(request, default));
        var charge = (await Gateway().ChargeAsync(request with { PaymentToken = "tok_visa", Amount = 10m }, default)).Charge
            .ShouldNotBeNull();
        var again = await Gateway().ChargeAsync(request with { PaymentToken = "tok_declined" }, default);

        charge.Amount.ShouldBe(10m);
        again.Charge.ShouldBe(charge);
        (await LineAsync(request)).PaymentToken.ShouldBe("tok_visa");
    }

    [Test]
    public async Task Should_charge_and_lose_its_first_answer()
    {
        var request = RequestFor("tok_lost_answer");
        await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().ChargeAsync(request, default));

        var found = await Gateway().FindChargeAsync(request.PaymentId, default);
        found.ShouldNotBeNull();
        (await Gateway().ChargeAsync(request, default)).Charge.ShouldBe(found);
    }

    [Test]
    public async Task Should_charge_a_slow_token_only_after_its_delay()
    {
        var request = RequestFor("tok_slow");
        var charging = Gateway(_time).ChargeAsync(request, default);
        await Eventually.BecomesTrueAsync(() => _time.IsAwaited(SlowDelay), "the gateway to be slow");

        _time.Advance(SlowDelay - TimeSpan.FromSeconds(0.1));
        charging.IsCompleted.ShouldBeFalse();
        (await Gateway().FindChargeAsync(request.PaymentId, default)).ShouldBeNull();

        _time.Advance(TimeSpan.FromSeconds(0.1));
        (await charging.WaitAsync(RoomHarness.Deadline)).Charge.ShouldNotBeNull();
        (await Gateway(_time).ChargeAsync(request, default).WaitAsync(RoomHarness.Deadline)).Charge.ShouldNotBeNull();
    }

    [TestCase("tok_visa")]
    [TestCase("tok_lost_answer")]
    public async Task Should_charge_once_however_many_ask_at_once(string token)
    {
        var request = RequestFor(token);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            try
            {
                await Gateway().ChargeAsync(request, default);
            }
            catch (PaymentGatewayException) when (token is "tok_lost_answer")
            {
                // the first answer is lost, whoever was first
            }
        })));

        var lines = await _room.ReadAsync(x => x.Set<SimulatedCharge>().Where(y => y.OrderId == request.OrderId).ToListAsync());
        lines.ShouldHaveSingleItem().State.ShouldBe(SimulatedChargeState.Charged);
        lines[0].Attempts.ShouldBeGreaterThanOrEqualTo(16);
    }

    [Test]
    public async Task Should_tell_of_the_charge_that_another_call_made_first()
    {
        var request = RequestFor("tok_visa");
        ChargeResult? first = null;
        _room.Races.BeforeSaving<SimulatedCharge>(async () => first = await Gateway().ChargeAsync(request, default));

        (await Gateway().ChargeAsync(request, default)).ShouldBe(first);
        (await LineAsync(request)).Attempts.ShouldBe(2);
    }

    [Test]
    public async Task Should_count_every_attempt_when_two_meet()
    {
        var request = RequestFor("tok_flaky");
        await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().ChargeAsync(request, default));
        _room.Races.BeforeSaving<SimulatedCharge>(
            () => Should.ThrowAsync<PaymentGatewayException>(() => Gateway().ChargeAsync(request, default)));

        (await Gateway().ChargeAsync(request, default)).Charge.ShouldNotBeNull();
        (await LineAsync(request)).Attempts.ShouldBe(3);
    }

    [Test]
    public async Task Should_refund_once_and_still_tell_of_the_charge()
    {
        var request = RequestFor("tok_visa");
        var charge = (await Gateway().ChargeAsync(request, default)).Charge!;
        await Gateway().RefundAsync(RefundOf(request, charge), default);
        await Gateway().RefundAsync(RefundOf(request, charge), default);

        (await LineAsync(request)).State.ShouldBe(SimulatedChargeState.Refunded);
        (await Gateway().FindChargeAsync(request.PaymentId, default)).ShouldBe(charge);
        (await Gateway().ChargeAsync(request, default)).Charge.ShouldBe(charge);
        (await LineAsync(request)).State.ShouldBe(SimulatedChargeState.Refunded);
    }

    [Test]
    public async Task Should_fail_every_refund_of_the_token_that_asks_for_it()
    {
        var request = RequestFor("tok_refund_down");
        var charge = (await Gateway().ChargeAsync(request, default)).Charge!;
        for (var attempt = 0; attempt < 3; attempt++)
            await Should.ThrowAsync<PaymentGatewayException>(() => Gateway().RefundAsync(RefundOf(request, charge), default));

        (await LineAsync(request)).State.ShouldBe(SimulatedChargeState.Charged);
    }

    [Test]
    public async Task Should_fail_to_refund_what_was_never_charged()
    {
        var request = RequestFor("tok_visa");
        await Should.ThrowAsync<PaymentGatewayException>(
            () => Gateway().RefundAsync(RefundOf(request, new GatewayCharge("ch_1", 1m, "EUR")), default));
    }

    private static ChargeRequest RequestFor(string token) => new(Guid.CreateVersion7(), NewId.NextGuid(), 39.80m, "EUR", token);

    private static RefundRequest RefundOf(ChargeRequest request, GatewayCharge charge) =>
        new(request.PaymentId, charge.ChargeId, charge.Amount, charge.Currency, "test");

    /// <summary>Each call has its own gateway, as instances of the service have: only the ledger is shared.</summary>
    private SimulatedPaymentGateway Gateway(TimeProvider? time = null) =>
        ActivatorUtilities.CreateInstance<SimulatedPaymentGateway>(_room.Services, time ?? TimeProvider.System);

    private Task<SimulatedCharge> LineAsync(ChargeRequest request) =>
        _room.ReadAsync(x => x.Set<SimulatedCharge>().SingleAsync(y => y.PaymentId == request.PaymentId));
}
