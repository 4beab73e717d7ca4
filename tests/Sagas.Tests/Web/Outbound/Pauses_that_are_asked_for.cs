using System.Net;
using Sagas.Web.Outbound;

namespace Sagas.Tests.Web.Outbound;

internal sealed class Pauses_that_are_asked_for
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    [TestCase("60", 60)]
    [TestCase(" 60 ", 60)]
    [TestCase("0060", 60)]
    [TestCase("0", 0)]
    [TestCase("3600", 3600)]
    [TestCase("3601", 3600, TestName = "Should_cut_what_is_longer_than_allowed")]
    [TestCase("99999999999999999999999999", 3600, TestName = "Should_cut_what_fits_into_no_number")]
    [TestCase("Sat, 14 Mar 2026 09:31:53 GMT", 300)]
    [TestCase("Saturday, 14-Mar-26 09:31:53 GMT", 300)]
    [TestCase("Sat Mar 14 09:31:53 2026", 300)]
    [TestCase("Sat, 14 Mar 2026 09:00:00 GMT", 0, TestName = "Should_take_the_past_as_no_pause")]
    [TestCase("Fri, 31 Dec 9999 23:59:59 GMT", 3600, TestName = "Should_cut_a_date_that_is_far_ahead")]
    [TestCase("-1", 0)]
    [TestCase("1.5", 0)]
    [TestCase("1e3", 0)]
    [TestCase("６０", 0, TestName = "Should_not_read_digits_of_other_scripts")]
    [TestCase("soon", 0)]
    [TestCase("", 0)]
    public void Should_be_read(string value, int seconds)
    {
        using var response = Answer(value);

        RetryAfter.Read(response, Now, Longest).ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Test]
    public void Should_be_counted_by_the_clock_of_whoever_asks()
    {
        using var response = Answer("Sat, 14 Mar 2026 12:05:00 GMT");
        response.Headers.Date = new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

        RetryAfter.Read(response, Now, Longest).ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Test]
    public void Should_be_the_longest_of_several()
    {
        using var response = Answer("5");
        response.Headers.TryAddWithoutValidation("Retry-After", "70");

        RetryAfter.Read(response, Now, Longest).ShouldBe(TimeSpan.FromSeconds(70));
    }

    [Test]
    public void Should_be_none_if_nobody_asks()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);

        RetryAfter.Read(response, Now, Longest).ShouldBe(TimeSpan.Zero);
    }

    private static HttpResponseMessage Answer(string retryAfter)
    {
        var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }
}
