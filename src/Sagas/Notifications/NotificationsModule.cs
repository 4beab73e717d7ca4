using System.Net.Http.Headers;
using MassTransit;
using Microsoft.Extensions.Options;
using Sagas.Contracts.Notifications;
using Sagas.Durability.Settings;
using Sagas.Notifications.Channels;
using Sagas.Web.Outbound;
using Sagas.Web.Settings;

namespace Sagas.Notifications;

/// <summary>Everything the notifications module needs: its settings, its channels and its consumer.</summary>
internal static class NotificationsModule
{
    /// <summary>Adds settings and channels.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddStrictOptions<NotificationOptions, NotificationOptionsValidation>(configuration, NotificationOptions.Section);
        services.AddOutboundHttp<WebhookChannel>(
            "The webhook", ConfigureWebhook, x => OptionsOf(x).Timeout, x => OptionsOf(x).Http);
        // The saga that asked for the notification waits for these events.
        services.Configure<DurabilityOptions>(durability => durability
            .Mandatory<NotificationSent>().Mandatory<NotificationFailed>()
            .PostponeOn<RestingException>(resting => resting.Until)
            .AddNotificationRules());
        services.AddTransient<LogChannel>();
        services.AddTransient<SmtpChannel>();
        services.AddTransient<INotificationChannel>(provider => OptionsOf(provider).Channel switch
        {
            NotificationChannelKind.Smtp => provider.GetRequiredService<SmtpChannel>(),
            NotificationChannelKind.Webhook => provider.GetRequiredService<WebhookChannel>(),
            _ => provider.GetRequiredService<LogChannel>(),
        });
        return services;
    }

    /// <summary>Adds the consumer of the endpoint send-notification.</summary>
    public static IBusRegistrationConfigurator AddNotifications(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<SendNotificationConsumer, SendNotificationDefinition>();
        return bus;
    }

    private static NotificationOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<NotificationOptions>>().Value;

    private static void ConfigureWebhook(IServiceProvider provider, HttpClient client)
    {
        var options = OptionsOf(provider);
        client.BaseAddress = options.WebhookUrl;
        if (!string.IsNullOrEmpty(options.WebhookToken))
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.WebhookToken);
    }
}
