using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Receive;
using Sagas.Durability.Settings;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Receive;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal class When_most_messages_of_a_queue_fail
{
    private const string Secret = "tok_visa";

    private readonly ManualTimeProvider _time = new();
    private readonly DurabilityOptions _options = new() { BreakerFailures = 3, BreakerThreshold = 50 };

    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);

    private PausedQueues Pauses => field ??= new PausedQueues(new Asterisks(), _lifetime);

    private EndpointBreaker Breaker => field ??=
        new EndpointBreaker("process-payment", _options, _time, NullLogger.Instance, Pauses);

    [Test]
    public void Should_leave_the_queue_alone_for_a_while()
    {
        Fail(3);

        var waiting = Breaker.WaitAsync(default);
        waiting.IsCompleted.ShouldBeFalse();
        _time.Advance(_options.BreakerPause - TimeSpan.FromSeconds(1));
        waiting.IsCompleted.ShouldBeFalse();
    }

    [Test]
    public async Task Should_try_one_message_after_the_pause_and_let_the_others_follow_if_it_succeeds()
    {
        Fail(3);
        _time.Advance(_options.BreakerPause);

        await Breaker.WaitAsync(default);
        var second = Breaker.WaitAsync(default);
        second.IsCompleted.ShouldBeFalse();

        Breaker.Succeeded();
        await second;
        Breaker.WaitAsync(default).IsCompleted.ShouldBeTrue();
    }

    [Test]
    public async Task Should_pause_again_if_the_one_fails_too()
    {
        Fail(3);
        _time.Advance(_options.BreakerPause);
        await Breaker.WaitAsync(default);

        Fail(1);

        var next = Breaker.WaitAsync(default);
        next.IsCompleted.ShouldBeFalse();
        _time.Advance(_options.BreakerPause);
        await next;
    }

    [Test]
    public async Task Should_try_the_next_if_nothing_becomes_known_of_the_one()
    {
        Fail(3);
        _time.Advance(_options.BreakerPause);
        await Breaker.WaitAsync(default);
        var next = Breaker.WaitAsync(default);

        Breaker.Abandoned();

        await next;
    }

    [Test]
    public void Should_go_on_while_as_many_succeed()
    {
        for (var i = 0; i < 4; i++)
            Breaker.Succeeded();

        Fail(3);

        Breaker.WaitAsync(default).IsCompleted.ShouldBeTrue();
    }

    [Test]
    public void Should_forget_what_was_long_ago()
    {
        Fail(2);
        _time.Advance(_options.BreakerWindow);

        Fail(1);

        Breaker.WaitAsync(default).IsCompleted.ShouldBeTrue();
    }

    [Test]
    public void Should_go_on_if_it_is_told_to()
    {
        _options.BreakerThreshold = 0;

        Fail(10);

        Breaker.WaitAsync(default).IsCompleted.ShouldBeTrue();
    }

    [Test]
    public void Should_tell_what_is_paused_and_why()
    {
        var told = 0;
        Pauses.Changed += (_, _) => told++;
        Breaker.Succeeded();
        Fail(3);
        _ = Breaker.WaitAsync(default);
        _ = Breaker.WaitAsync(default);

        Pauses.Now.ShouldHaveSingleItem().ShouldBe(new PausedQueue(
            "process-payment", _time.GetUtcNow() + _options.BreakerPause, Failed: 3, Handled: 4, Waiting: 2,
            "The card of *** is unknown."));
        told.ShouldBe(1);
    }

    [Test]
    public async Task Should_tell_nothing_once_it_goes_on()
    {
        Fail(3);
        _time.Advance(_options.BreakerPause);
        await Breaker.WaitAsync(default);
        var told = 0;
        Pauses.Changed += (_, _) => told++;

        Breaker.Succeeded();

        Pauses.Now.ShouldBeEmpty();
        told.ShouldBe(1);
    }

    [Test]
    public async Task Should_let_the_messages_go_when_the_process_stops([Values] bool isBeingTried)
    {
        Fail(3);
        if (isBeingTried)
        {
            _time.Advance(_options.BreakerPause);
            await Breaker.WaitAsync(default);
        }

        var waiting = Breaker.WaitAsync(default);
        waiting.IsCompleted.ShouldBeFalse();
        _lifetime.StopApplication();

        await waiting.ShouldThrowAsync<OperationCanceledException>();
        await Breaker.WaitAsync(default).ShouldThrowAsync<OperationCanceledException>();
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
            Breaker.Failed(new InvalidOperationException($"The card of {Secret} is unknown."));
    }

    private sealed class Asterisks : ITextScrubber
    {
        public string Of(string text) => text.Replace(Secret, "***", StringComparison.Ordinal);
    }
}
