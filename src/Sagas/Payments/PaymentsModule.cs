using System.Net.Http.Headers;
using MassTransit;
using Microsoft.Extensions.Options;
using Sagas.Contracts.Payments;
using Sagas.Durability.Settings;
using Sagas.Payments.Gateways;
using Sagas.Payments.Simulator;
using Sagas.Web.Outbound;
using Sagas.Web.Settings;

namespace Sagas.Payments;

/// <summary>Everything the payments module needs: its settings, its gateway and its consumers.</summary>
internal static class PaymentsModule
{
    /// <summary>Adds settings and gateway.</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddStrictOptions<PaymentOptions, PaymentOptionsValidation>(configuration, PaymentOptions.Section);
        services.AddOutboundHttp<HttpPaymentGateway>(
            "The payment gateway", ConfigureGateway, x => OptionsOf(x).Timeout, x => OptionsOf(x).Http);
        services.AddTransient<SimulatedPaymentGateway>();
        // The saga that asked for the payment waits for these events.
        services.Configure<DurabilityOptions>(durability => durability
            .Mandatory<PaymentCompleted>().Mandatory<PaymentDeclined>().Mandatory<PaymentRefunded>()
            .Mandatory<Fault<ProcessPayment>>().Mandatory<Fault<RefundPayment>>()
            .PostponeOn<RestingException>(resting => resting.Until)
            .AddPaymentRules());
        services.AddTransient<IPaymentGateway>(provider => OptionsOf(provider).Gateway switch
        {
            PaymentGatewayKind.Http => provider.GetRequiredService<HttpPaymentGateway>(),
            _ => provider.GetRequiredService<SimulatedPaymentGateway>(),
        });
        return services;
    }

    /// <summary>Adds the consumers of the endpoints process-payment and refund-payment.</summary>
    public static IBusRegistrationConfigurator AddPayments(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<ProcessPaymentConsumer, ProcessPaymentDefinition>();
        bus.AddConsumer<RefundPaymentConsumer, RefundPaymentDefinition>();
        return bus;
    }

    private static PaymentOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<PaymentOptions>>().Value;

    private static void ConfigureGateway(IServiceProvider provider, HttpClient client)
    {
        var options = OptionsOf(provider);
        client.BaseAddress = new Uri(options.BaseAddress!.AbsoluteUri.TrimEnd('/') + "/");
        if (!string.IsNullOrEmpty(options.ApiKey))
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
    }
}
