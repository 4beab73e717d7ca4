using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Sagas.Web.Settings;

namespace Sagas.Tests.Web.Settings;

internal class Durations_of_settings
{
    [Test]
    public void Should_be_read_as_they_are_written() => Prop.ForAll(
        ArbMap.Default.ArbFor<long>(), ticks =>
        {
            var duration = TimeSpan.FromTicks(ticks % TimeSpan.FromDays(1_000_000).Ticks);
            Durations.TryRead(duration.ToString("c", CultureInfo.InvariantCulture), out var read).ShouldBeTrue();
            read.ShouldBe(duration);
        }).QuickCheckThrowOnFailure();

    // .NET reads many spellings, and the same number of hours as days or as hours.
    [Test]
    public void Should_have_one_spelling() => Prop.ForAll(
        Gen.Choose(0, 400).Four().ToArbitrary(), numbers =>
        {
            var (days, hours, minutes, seconds) = numbers;
            foreach (var text in new[]
            {
                $"{hours}", $"{hours}:{minutes}", $"{hours}:{minutes}:{seconds}", $"{days}.{Exact(hours, minutes, seconds)}",
                Exact(hours, minutes, seconds), $"{days}:{hours}:{minutes}:{seconds}", $" {Exact(hours, minutes, seconds)}",
                $"{days}.{hours:00}:{minutes:00}",
            })
            {
                var isExact = hours < 24 && minutes < 60 && seconds < 60
                    && (text == Exact(hours, minutes, seconds) || text == $"{days}.{Exact(hours, minutes, seconds)}");
                Durations.TryRead(text, out var read).ShouldBe(isExact, text);
                if (isExact)
                    read.ShouldBe(new TimeSpan(text.Contains('.', StringComparison.Ordinal) ? days : 0, hours, minutes, seconds));
            }
        }).QuickCheckThrowOnFailure();

    private static string Exact(int hours, int minutes, int seconds) => $"{hours:00}:{minutes:00}:{seconds:00}";

    [TestCase("24:00:00", "1.00:00:00")]
    [TestCase("90", "00:01:30")]
    [TestCase("00:00:90", "00:01:30")]
    [TestCase("00:90:00", "01:30:00")]
    [TestCase("1:00:00", "01:00:00")]
    [TestCase("00:15", "00:15:00")]
    [TestCase("500ms", "00:00:00.5")]
    [TestCase("30s", "00:00:30")]
    [TestCase("15 minutes", "00:15:00")]
    [TestCase("2h", "02:00:00")]
    [TestCase("7d", "7.00:00:00")]
    [TestCase(" 00:00:10 ", "00:00:10")]
    public void Should_be_proposed_in_the_right_spelling(string text, string proposal)
    {
        Durations.TryRead(text, out _).ShouldBeFalse();
        Durations.AllowedFor(text).ShouldEndWith($"; perhaps {proposal}");
        Durations.TryRead(proposal, out _).ShouldBeTrue();
    }

    [TestCase("")]
    [TestCase(null)]
    [TestCase("soon")]
    [TestCase("-5")]
    [TestCase("99999999999999999999")]
    [TestCase("00:00:10\n")]
    [TestCase("٠٠:٠٠:١٠")]
    public void Should_not_be_guessed_wildly(string? text)
    {
        Durations.TryRead(text, out _).ShouldBeFalse();
        Durations.AllowedFor(text).ShouldContain("a duration such as 00:00:10");
    }
}
