using Sagas.Orders.Api.Submitting;

namespace Sagas.Tests.Orders.Api.Submitting;

internal class Prefer_wait
{
    [TestCase("wait=10", 10)]
    [TestCase("Wait = 10", 10)]
    [TestCase("wait=\"10\"", 10)]
    [TestCase("respond-async, wait=10", 10)]
    [TestCase("respond-async;x=y,wait=10; z", 10)]
    [TestCase("wait=0", 0)]
    [TestCase("wait=30", 30)]
    [TestCase("wait=31", 30)]
    [TestCase("wait=99999999999999999999999999", 30)]
    [TestCase("wait=5, wait=7", 5)]
    public void Should_grant_up_to_the_limit(string header, int seconds) =>
        PreferWait.Read(header, TimeSpan.FromSeconds(30)).ShouldBe(TimeSpan.FromSeconds(seconds));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("wait")]
    [TestCase("wait=")]
    [TestCase("wait=-1")]
    [TestCase("wait=1.5")]
    [TestCase("wait=soon")]
    [TestCase("wait=soon, wait=5")]
    [TestCase("return=minimal")]
    [TestCase("awaits=3")]
    public void Should_ignore_what_it_does_not_understand(string? header) =>
        PreferWait.Read(header, TimeSpan.FromSeconds(30)).ShouldBeNull();
}
