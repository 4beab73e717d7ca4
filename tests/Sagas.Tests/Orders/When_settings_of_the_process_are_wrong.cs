using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sagas.Orders;

namespace Sagas.Tests.Orders;

internal class When_settings_of_the_process_are_wrong
{
    [TestCase("PaymentTimeout", "00:00:00")]
    [TestCase("PaymentTimeout", "-00:00:01")]
    [TestCase("PaymentTimeout", "400.00:00:00")]
    [TestCase("NotificationTimeout", "00:00:00")]
    [TestCase("Concurrency", "0")]
    [TestCase("Concurrency", "1025")]
    public void Should_refuse_to_start_and_name_key_value_and_what_is_allowed(string key, string value) =>
        Should.Throw<OptionsValidationException>(() => Start(key, value)).Message
            .ShouldMatch($"^Sagas:Orders:{key} is {value}; it must be (a time span above|a whole number from 1)");

    [TestCase("PaymentTimeout", "soon", "a duration such as 00:00:10")]
    [TestCase("Concurrency", "many", "a whole number")]
    [TestCase("OnPaymentFailure", "Shrug", "Compensate, Wait")]
    public void Should_refuse_what_cannot_be_read(string key, string value, string allowed) =>
        Should.Throw<OptionsValidationException>(() => Start(key, value)).Message
            .ShouldStartWith($"Sagas:Orders:{key} is '{value}'. Allowed: {allowed}");

    [TestCase("PaymentTimeout", "00:00:01")]
    [TestCase("Concurrency", "1")]
    [TestCase("OnPaymentFailure", "Wait")]
    public void Should_start_with_right_ones(string key, string value) => Should.NotThrow(() => Start(key, value));

    private static void Start(string key, string value)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new($"Sagas:Orders:{key}", value)])
            .Build();
        using var services = new ServiceCollection().AddOrders(configuration).BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }
}
