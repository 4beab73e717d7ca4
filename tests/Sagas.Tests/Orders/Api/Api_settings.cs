using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sagas.Orders.Api;

namespace Sagas.Tests.Orders.Api;

internal class Api_settings
{
    [Test]
    public void Should_remember_keys_for_a_day_unless_told_otherwise() =>
        new OrdersApiOptions().IdempotencyWindow.ShouldBe(TimeSpan.FromHours(24));

    [TestCase("MaxWait", "00:00:00", "Sagas:Api:MaxWait is 00:00:00; it must be 00:00:01 to 00:05:00.")]
    [TestCase("IdempotencyWindow", "-1.00:00:00",
        "Sagas:Api:IdempotencyWindow is -1.00:00:00; it must be 00:01:00 to 30.00:00:00.")]
    [TestCase("GapPatience", "00:00:00", "Sagas:Api:GapPatience is 00:00:00; it must be 00:00:01 to 00:10:00.")]
    [TestCase("BacklogLimit", "5", "Sagas:Api:BacklogLimit is 5; it must be 0, or 10 to 10000000.")]
    [TestCase("SubmissionLimit", "0", "Sagas:Api:SubmissionLimit is 0; it must be 10 to 100000.")]
    [TestCase("Heartbeat", "1.00:00:00", "Sagas:Api:Heartbeat is 1.00:00:00; it must be 00:00:01 to 00:05:00.")]
    public void Should_stop_the_start_with_the_key_the_value_and_what_is_allowed(string key, string value, string message)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration[$"Sagas:Api:{key}"] = value;
        builder.AddOrdersApi();
        using var services = builder.Services.BuildServiceProvider();

        Should.Throw<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate).Message
            .ShouldBe(message);
    }
}
