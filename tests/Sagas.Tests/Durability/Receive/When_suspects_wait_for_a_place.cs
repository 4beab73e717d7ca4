using Sagas.Durability.Receive;

namespace Sagas.Tests.Durability.Receive;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal class When_suspects_wait_for_a_place
{
    private const int Alone = 1;
    private const int InPairs = 2;

    private readonly PoisonMessageLimiter _gate = new();

    [TestCase(2, 5, 8)]
    [TestCase(3, 5, 4)]
    [TestCase(4, 5, 2)]
    [TestCase(5, 5, 1)]
    [TestCase(6, 5, 1)]
    [TestCase(2, 2, 1)]
    [TestCase(9, 50, 1)]
    public void Should_have_half_the_company_with_every_count_and_none_for_the_last_chance(int number, int limit, int company) =>
        PoisonMessageLimiter.ConcurrencyOf(number, limit).ShouldBe(company);

    [Test]
    public async Task Should_enter_as_long_as_there_is_room()
    {
        using var first = await EnterAsync(InPairs);
        using var second = await EnterAsync(InPairs);
        var third = EnterAsync(InPairs);
        third.IsCompleted.ShouldBeFalse();

        first.Dispose();

        (await third).Dispose();
    }

    [Test]
    public async Task Should_be_alone_for_the_last_chance()
    {
        using var other = await EnterAsync(PoisonMessageLimiter.Capacity);
        var alone = EnterAsync(Alone);
        alone.IsCompleted.ShouldBeFalse();
        var behind = EnterAsync(PoisonMessageLimiter.Capacity);
        behind.IsCompleted.ShouldBeFalse("Nobody overtakes who has waited longer.");

        other.Dispose();
        var inside = await alone;
        behind.IsCompleted.ShouldBeFalse();

        inside.Dispose();
        (await behind).Dispose();
    }

    [Test]
    public async Task Should_leave_no_place_taken_when_it_gives_up_waiting()
    {
        using var inside = await EnterAsync(Alone);
        using var patience = new CancellationTokenSource();
        var leaving = _gate.EnterAsync(Alone, patience.Token);
        var behind = EnterAsync(InPairs);

        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => leaving);
        inside.Dispose();

        using var second = await behind;
        using var third = await EnterAsync(InPairs);
    }

    [Test]
    public async Task Should_give_a_place_back_once()
    {
        var inside = await EnterAsync(InPairs);
        inside.Dispose();
        inside.Dispose();

        using var first = await EnterAsync(InPairs);
        using var second = await EnterAsync(InPairs);
        EnterAsync(InPairs).IsCompleted.ShouldBeFalse();
    }

    private Task<IDisposable> EnterAsync(int company) => _gate.EnterAsync(company, CancellationToken.None);
}
