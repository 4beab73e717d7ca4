using Microsoft.Extensions.Options;
using Sagas.Notifications;
using Sagas.Notifications.Channels;
using Sagas.Orders.Samples;
using Sagas.Payments;
using Sagas.Payments.Gateways;

namespace Sagas.Hosting.Startup;

/// <summary>
/// Decides whether sample orders are offered: only where this process itself pays and notifies, by the simulator and the log.
/// Anywhere else, they could charge real money and write to real people.
/// </summary>
internal static class SampleSetup
{
    /// <summary>Adds the decision. Its reason is told to whoever asks for sample orders all the same.</summary>
    public static WebApplicationBuilder AddSampleOffer(this WebApplicationBuilder builder)
    {
        var roles = builder.Configuration.GetRoles();
        builder.Services.AddSingleton(provider => new SampleOffer(WhyNot(
            roles, provider.GetRequiredService<IOptions<PaymentOptions>>().Value.Gateway,
            provider.GetRequiredService<IOptions<NotificationOptions>>().Value.Channel)));
        return builder;
    }

    internal static string? WhyNot(Role roles, PaymentGatewayKind gateway, NotificationChannelKind channel)
    {
        if ((roles & (Role.Payments | Role.Notifications)) != (Role.Payments | Role.Notifications))
            return "Other processes pay and notify, perhaps for real.";
        if (gateway != PaymentGatewayKind.Simulator)
            return "Sample orders would be charged by a real payment gateway (Sagas:Payments:Gateway).";
        return channel == NotificationChannelKind.Log
            ? null
            : "Sample orders would notify real people (Sagas:Notifications:Channel).";
    }
}
