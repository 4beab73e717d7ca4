using Sagas.Chaos;
using Sagas.Chaos.Outside;

namespace Sagas.Tests.Chaos;

/// <summary>A run is only worth something if every kind of nonsense is in it.</summary>
internal class When_nonsense_is_drawn
{
    [Test]
    public void Should_draw_every_kind() =>
        Draw(seed: 1).Select(message => message.What).Distinct(StringComparer.Ordinal).Count().ShouldBe(22);

    [Test]
    public void Should_mark_each() => Draw(seed: 1).Select(message => message.Mark).ShouldBeUnique();

    [Test]
    public void Should_send_some_to_an_exchange_and_some_to_queues()
    {
        Draw(seed: 1).ShouldContain(message => message.Exchange.Length > 0 && message.RoutingKey.Length == 0);
        Draw(seed: 1).ShouldContain(message => message.Exchange.Length == 0 && message.RoutingKey.Length > 0);
    }

    [Test]
    public void Should_draw_the_same_for_the_same_seed() =>
        Draw(seed: 7).Select(message => (message.RoutingKey, Convert.ToHexString(message.Body).Length))
            .ShouldBe(Draw(seed: 7).Select(message => (message.RoutingKey, Convert.ToHexString(message.Body).Length)));

    private static List<NonsenseMessage> Draw(int seed)
    {
        var dice = new Dice(seed);
        return [.. Enumerable.Range(1, 100).Select(number => NonsenseMessage.Draw(dice, number))];
    }
}
