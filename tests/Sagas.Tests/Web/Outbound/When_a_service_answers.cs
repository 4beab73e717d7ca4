using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Notifications.Channels;
using Sagas.Payments;
using Sagas.Payments.Gateways;
using Sagas.Tests.Notifications;
using Sagas.Tests.Notifications.Channels;
using Sagas.Web.Outbound;

namespace Sagas.Tests.Web.Outbound;

/// <summary>What webhook and gateway make of every status there is.</summary>
internal sealed class When_a_service_answers
{
    private const int Retries = 2;
    private const string Charge = """{"chargeId":"ch_1","status":"charged","amount":39.80,"currency":"EUR"}""";

    private static readonly ChargeRequest Request = new(Guid.CreateVersion7(), Guid.CreateVersion7(), 39.80m, "EUR", "tok_visa");

    private readonly AnsweringHandler _network = new() { Json = Charge };
    private ServiceProvider _payments = null!;
    private ChannelProvider _notifications = null!;

    [OneTimeSetUp]
    public void Start()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddPayments(Harness.Settings.Of(
            ("Sagas:Payments:Gateway", "Http"), ("Sagas:Payments:BaseAddress", "http://127.0.0.1/api"),
            ("Sagas:Payments:Http:RetryDelay", "00:00:00"), ("Sagas:Payments:Http:BreakAfter", "10000")));
        Intercept<HttpPaymentGateway>(services);
        _payments = services.BuildServiceProvider();
        _notifications = new ChannelProvider(
            TimeProvider.System,
            Intercept<WebhookChannel>,
            ("Channel", "Webhook"), ("WebhookUrl", "http://127.0.0.1/hook"), ("Http:RetryDelay", "00:00:00"),
            ("Http:BreakAfter", "10000"));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _notifications.Dispose();
        await _payments.DisposeAsync();
    }

    private static IEnumerable<int> All => Enumerable.Range(100, 500);

    [TestCaseSource(nameof(All))]
    public async Task Should_tell_the_customer_or_refuse_or_fail(int status)
    {
        var expected = AnswerClasses.Of((HttpStatusCode)status);
        var before = _network.Requests;
        _network.Status = (HttpStatusCode)status;

        var failure = await Record(() => _notifications.Channel.SendAsync(TestNotification.Confirmed, default));

        (failure?.GetType()).ShouldBe(expected switch
        {
            AnswerClass.Success => null,
            AnswerClass.Refusal => typeof(NotificationRefusedException),
            _ => typeof(HttpRequestException),
        });
        failure?.Message.ShouldContain($"{status}");
        (_network.Requests - before).ShouldBe(expected == AnswerClass.Temporary ? 1 + Retries : 1);
    }

    [TestCaseSource(nameof(All))]
    public async Task Should_charge_or_decline_or_fail(int status)
    {
        var expected = AnswerClasses.Of((HttpStatusCode)status);
        var before = _network.Requests;
        _network.Status = (HttpStatusCode)status;
        ChargeResult? result = null;

        var failure = await Record(
            async () => result = await _payments.GetRequiredService<IPaymentGateway>().ChargeAsync(Request, default));

        if (expected == AnswerClass.Success)
            result!.Charge.ShouldBe(new GatewayCharge("ch_1", 39.80m, "EUR"));
        else if (status == 402)
            result.ShouldBe(ChargeResult.Declined("declined"));
        else
            failure.ShouldBeOfType<PaymentGatewayException>().Message.ShouldContain($"{status}");
        (_network.Requests - before).ShouldBe(expected == AnswerClass.Temporary ? 1 + Retries : 1);
    }

    private static async Task<Exception?> Record(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private void Intercept<TClient>(IServiceCollection services) =>
        services.AddHttpClient(typeof(TClient).Name).ConfigurePrimaryHttpMessageHandler(() => _network);
}
