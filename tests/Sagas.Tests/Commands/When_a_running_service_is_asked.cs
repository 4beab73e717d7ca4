using Sagas.Access.Settings;
using Sagas.Tests.Access.World;

namespace Sagas.Tests.Commands;

/// <summary>The real program as a caller of a service that lets nobody in without a key.</summary>
internal sealed class When_a_running_service_is_asked : IAsyncDisposable
{
    private readonly GuardedService _service = new(Credentials.Settings);

    [Test]
    public async Task Should_place_sample_orders()
    {
        var key = Credentials.KeyOf(AccessRoles.OrdersSubmitter);
        var run = await ProgramRun.OfAsync(["sample", "--orders", "3", "--url", _service.Address.ToString(), "--api-key", key]);

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain("3 of 3 orders");
        run.Output.ShouldContain($"Watch them at {_service.Address}");
        run.Files.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_say_why_sample_orders_were_not_accepted()
    {
        var run = await ProgramRun.OfAsync(["sample", "--orders=2", $"--url={_service.Address}"]);

        run.ExitCode.ShouldBe(1, run.Output);
        run.Errors.ShouldStartWith("2 of 2 orders were not accepted. The first: 401 ");
    }

    [TestCase("health")]
    [TestCase("--health")]
    [TestCase("--HEALTH")]
    public async Task Should_tell_well_from_unwell(string verb)
    {
        var well = await ProgramRun.OfAsync([verb, new Uri(_service.Address, "/health/live").ToString()]);
        (well.ExitCode, well.Output, well.Errors).ShouldBe((0, "", ""));
        var unwell = await ProgramRun.OfAsync([verb, new Uri(_service.Address, "/health/nowhere").ToString()]);
        unwell.ExitCode.ShouldBe(1);
        unwell.Errors.ShouldStartWith("404 ");
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();
}
