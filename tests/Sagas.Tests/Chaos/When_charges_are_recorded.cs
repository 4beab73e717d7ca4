using Sagas.Chaos.Outside;

namespace Sagas.Tests.Chaos;

/// <summary>The provider's record is only worth something if it shows who was charged twice.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_charges_are_recorded : IDisposable
{
    private readonly ChargeBook _book = new(null);
    private readonly ChargeRequest _request = new(Guid.NewGuid(), Guid.NewGuid(), 39.80m, "EUR", PaymentProvider.Good);

    public void Dispose() => _book.Dispose();

    [Test]
    public void Should_charge_once_for_one_key()
    {
        var first = _book.Charge(_request, "key");

        _book.Charge(_request, "key").ShouldBe(first);
        _book.ChargedOrders.ShouldBe([_request.OrderId]);
    }

    [Test]
    public void Should_charge_again_for_another_key()
    {
        _book.Charge(_request, "key");
        _book.Charge(_request with { PaymentId = Guid.NewGuid() }, "another");

        _book.ChargedOrders.ShouldBe([_request.OrderId, _request.OrderId]);
    }

    [Test]
    public void Should_charge_again_without_a_key()
    {
        _book.Charge(_request, null);
        _book.Charge(_request, null);

        _book.ChargedOrders.ShouldBe([_request.OrderId, _request.OrderId]);
    }

    [Test]
    public void Should_tell_a_mistake_until_it_was_given_back()
    {
        var charge = _book.Charge(_request, "key", _request with { Currency = "USD" });

        charge.Currency.ShouldBe("USD");
        _book.KeptByMistake.ShouldBe([charge]);
        _book.Refund(_request.PaymentId);
        _book.KeptByMistake.ShouldBeEmpty();
    }

    [Test]
    public void Should_answer_a_repeated_request_with_what_has_become_of_the_charge()
    {
        _book.Charge(_request, "key");
        _book.Refund(_request.PaymentId);

        _book.Charge(_request, "key").Status.ShouldBe("refunded");
    }
}
