using Sagas.IntegrationTests.Servers;

// The namespace that all tests are in, the linked ones, too.
namespace Sagas;

/// <summary>Stands around all tests of the assembly: without servers none of them may pass.</summary>
[SetUpFixture]
public class AllTests
{
    [OneTimeSetUp]
    public Task Connect()
    {
        if (TestServers.AreLeftOut)
            Assert.Ignore($"{TestServers.EmbeddedOnly} is set.");
        return TestServers.ConnectAsync();
    }

    [OneTimeTearDown]
    public Task Disconnect() => TestServers.DisconnectAsync();
}
