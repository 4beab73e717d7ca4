using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sagas.Payments;
using Sagas.Payments.Gateways;
using Sagas.Payments.Simulator;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Payments;

internal sealed class Payment_options
{
    [Test]
    public void Should_start_with_the_simulator_when_nothing_is_set()
    {
        using var provider = Build();
        provider.GetRequiredService<IStartupValidator>().Validate();

        provider.GetRequiredService<IPaymentGateway>().ShouldBeOfType<SimulatedPaymentGateway>();
        provider.GetRequiredService<IOptions<PaymentOptions>>().Value.SlowDelay.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [TestCase("Gateway", "Paypal", "Sagas:Payments:Gateway is 'Paypal'. Allowed: Simulator, Http.")]
    [TestCase("Gateway", "1", "Sagas:Payments:Gateway is '1'. Allowed: Simulator, Http.")]
    [TestCase("Timeout", "soon",
        "Sagas:Payments:Timeout is 'soon'. Allowed: a duration such as 00:00:10 (hh:mm:ss or d.hh:mm:ss).")]
    [TestCase("Timeout", "30",
        "Sagas:Payments:Timeout is '30'. Allowed: a duration such as 00:00:10 (hh:mm:ss or d.hh:mm:ss); perhaps 00:00:30.")]
    [TestCase("SlowDelay", "-00:00:01",
        "Sagas:Payments:SlowDelay is '-00:00:01'. Allowed: a duration from 00:00:00 to 00:10:00 (d.hh:mm:ss).")]
    [TestCase("Concurrency", "many", "Sagas:Payments:Concurrency is 'many'. Allowed: a whole number.")]
    [TestCase("Concurrency", "0", "Sagas:Payments:Concurrency is '0'. Allowed: 1 to 1000.")]
    [TestCase("BaseAddress", "nowhere",
        "Sagas:Payments:BaseAddress is 'nowhere'. Allowed: an absolute address such as https://host/path.")]
    [TestCase("Http:Retries", "99", "Sagas:Payments:Http:Retries is '99'. Allowed: 0 to 10.")]
    [TestCase("Http:BreakFor", "x",
        "Sagas:Payments:Http:BreakFor is 'x'. Allowed: a duration such as 00:00:10 (hh:mm:ss or d.hh:mm:ss).")]
    public void Should_refuse_to_start_naming_key_value_and_what_is_allowed(string key, string value, string message) =>
        Refusal((key, value)).ShouldBe(message);

    [Test]
    public void Should_require_an_address_for_the_http_gateway() =>
        Refusal(("Gateway", "Http")).ShouldBe(
            "Sagas:Payments:BaseAddress is not set. Allowed: an http or https address, required by Sagas:Payments:Gateway Http.");

    [Test]
    public void Should_refuse_an_address_that_is_not_http() =>
        Refusal(("Gateway", "Http"), ("BaseAddress", "ftp://pay.example")).ShouldBe(
            "Sagas:Payments:BaseAddress is 'ftp://pay.example/'. Allowed: an http or https address, required by Sagas:Payments:Gateway Http.");

    [Test]
    public void Should_refuse_a_user_and_a_password_that_would_not_be_sent() =>
        Refusal(("Gateway", "Http"), ("BaseAddress", "https://me:sEcret1@pay.example")).ShouldSatisfyAllConditions(
            refusal => refusal.ShouldContain("Allowed: an address without user and password, which would not be sent"),
            refusal => refusal.ShouldNotContain("sEcret1"));

    [Test]
    public void Should_refuse_to_send_the_key_in_the_clear() =>
        Refusal(("Gateway", "Http"), ("BaseAddress", "http://pay.example"), ("ApiKey", "sk_1")).ShouldBe(
            "Sagas:Payments:BaseAddress is 'http://pay.example/'. Allowed: an https address (or a local one), because Sagas:Payments:ApiKey must not be sent unencrypted.");

    [Test]
    public void Should_not_show_a_key_that_cannot_be_sent() =>
        Refusal(("Gateway", "Http"), ("BaseAddress", "https://pay.example"), ("ApiKey", "secret\nX-Evil: 1")).ShouldBe(
            "Sagas:Payments:ApiKey is '(hidden)'. Allowed: printable ASCII without spaces.");

    [Test]
    public void Should_name_every_wrong_key_at_once()
    {
        var failure = Should.Throw<OptionsValidationException>(() => Validate(("Concurrency", "0"), ("Http:Retries", "-1")));
        failure.Failures.Count().ShouldBe(2);
    }

    [Test]
    public void Should_pass_with_a_gateway_behind_https()
    {
        using var provider = Build(("Gateway", "http"), ("BaseAddress", "https://pay.example/v1"), ("ApiKey", "sk_1"));
        provider.GetRequiredService<IStartupValidator>().Validate();
        provider.GetRequiredService<IPaymentGateway>().ShouldBeOfType<HttpPaymentGateway>();
    }

    private static string Refusal(params (string Key, string Value)[] settings) =>
        Should.Throw<OptionsValidationException>(() => Validate(settings)).Failures.ShouldHaveSingleItem();

    private static void Validate(params (string Key, string Value)[] settings)
    {
        using var provider = Build(settings);
        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddPayments(Settings.Of([.. settings.Select(x => ($"Sagas:Payments:{x.Key}", x.Value))]));
        return services.BuildServiceProvider();
    }
}
