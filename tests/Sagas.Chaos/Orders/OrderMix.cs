using Sagas.Chaos.Outside;
using Sagas.Chaos.Runs;

namespace Sagas.Chaos.Orders;

/// <summary>Decides what is ordered: mostly with good cards, but also every kind of trouble.</summary>
internal sealed class OrderMix(ChaosSettings settings)
{
    private static readonly (string Token, int Percent)[] Tokens =
    [
        (PaymentProvider.Good, 81), (PaymentProvider.Declined, 8), (PaymentProvider.Flaky, 4), (PaymentProvider.LostAnswer, 4),
        (PaymentProvider.Slow, 2), (PaymentProvider.Down, 1),
    ];

    // The simulated gateway makes no mistakes.
    private static readonly (string Token, int Percent)[] Mistakes =
    [
        (PaymentProvider.WrongAmount, 1), (PaymentProvider.WrongCurrency, 1), (PaymentProvider.NoAmount, 1),
        (PaymentProvider.Garbled, 1),
    ];

    private const int CancelledAtOncePercent = 8;

    private readonly (string Token, int Percent)[] _tokens = settings.Embedded ? Tokens : [.. Tokens, .. Mistakes];
    private readonly Dice _dice = new(settings.Seed);
    private int _count;

    /// <summary>The next order.</summary>
    public OrderPlan Next()
    {
        var token = NextToken();
        return new OrderPlan(++_count, token, NextCancellation(token));
    }

    private string NextToken()
    {
        var percent = _dice.Below(_tokens.Sum(token => token.Percent));
        return _tokens.First(token => (percent -= token.Percent) < 0).Token;
    }

    // A slow payment completes when its order stops waiting. Half of these orders are also canceled then, so that all three meet.
    private TimeSpan? NextCancellation(string token)
    {
        if (token == PaymentProvider.Slow)
            return _dice.Below(2) == 0 ? settings.PaymentTimeout * _dice.Between(0.95, 1.05) : null;
        return _dice.Below(100) < CancelledAtOncePercent ? _dice.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(300)) : null;
    }
}
