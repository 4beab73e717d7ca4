using Sagas.Tests.Beds.Servers;

namespace Sagas.Tests;

/// <summary>Stands around all tests of the assembly: on servers, none of them may pass without them.</summary>
[SetUpFixture]
internal class AllTests
{
    [OneTimeSetUp]
    public async Task Connect()
    {
        TestBeds.ShouldBeKnown();
        if (TestBeds.AreOnServers)
            await TestServers.ConnectAsync();
    }

    [OneTimeTearDown]
    public Task Disconnect() => TestServers.DisconnectAsync();
}
