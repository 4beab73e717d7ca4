using MassTransit.Middleware;
using Sagas.Durability.Commit;
using Sagas.Durability.Messages;
using Sagas.Durability.Settings;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Settings;

internal class Storable_values
{
    [TestCase("abc", "abc")]
    [TestCase("abcd", "abcd")]
    [TestCase("abcde", "abc…")]
    [TestCase("ab😀", "ab😀")]
    [TestCase("ab😀c", "ab…", TestName = "Should_not_end_in_half_a_character")]
    [TestCase("a\0b", "a\uFFFDb", TestName = "Should_have_no_character_zero")]
    public void Should_fit(string text, string kept) => text.ToStorable(4).ShouldBe(kept);

    // No test case: half a character does not survive the way to the runner.
    [Test]
    public void Should_have_no_half_of_a_character()
    {
        var half = "😀"[0];

        new string([half, 'a', half, 'b', 'c']).ToStorable(4).ShouldBe("\uFFFDa…");
    }

    [Test]
    public void Should_keep_one_of_two_headers_of_the_same_name() =>
        TransportHeaders.Serialize([new("MessageId", "the transport's"), new("MessageId", "a stranger's"), new("Count", 1)])
            .ShouldBe("""{"MessageId":"a stranger\u0027s","Count":"1"}""");

    [Test]
    public void Should_tell_one_time_in_one_unit_of_work()
    {
        var time = new ManualTimeProvider();
        var context = new HandledMessage();
        context.GetOrAddPayload(() => new UnitOfWork());

        var first = time.GetStorableUtcNow(context);
        time.Advance(TimeSpan.FromMilliseconds(40));

        first.ShouldBe(new DateTimeOffset(2026, 3, 14, 9, 26, 53, 589, TimeSpan.Zero));
        time.GetStorableUtcNow(context).ShouldBe(first);
        time.GetStorableUtcNow(new HandledMessage()).ShouldBe(first.AddMilliseconds(40));
    }

    private sealed class HandledMessage : BasePipeContext;
}
