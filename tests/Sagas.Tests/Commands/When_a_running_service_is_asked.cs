using Sagas.Access.Settings;
using Sagas.Chaos.Servers;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;

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

    [Test]
    public async Task Should_count_only_orders_that_were_accepted()
    {
        var run = await ProgramRun.OfAsync(["sample", "--orders=2", $"--url=http://127.0.0.1:{FreePort.Find()}"]);

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"[{new string('.', 40)}] 0 of 2 orders");
        run.Output.ShouldNotContain("#");
    }

    // Any web server answers 200 somewhere.
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("Healthy")]
    [TestCase("<html>Healthy</html>")]
    [TestCase("{\"status\":\"up\",\"entries\":{}}")]
    [TestCase("{\"status\":\"Healthy\"}")]
    public async Task Should_not_take_anything_for_the_health_of_the_service(string answer)
    {
        await using var other = await LocalHttpServer.StartAsync();
        other.Answers(200, answer);

        var run = await ProgramRun.OfAsync(["health", $"{other.Address}/health/ready"]);

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("answers, but not with the health of this service");
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();
}
