using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sagas.Notifications;
using Sagas.Notifications.Channels;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Notifications.Channels;

/// <summary>The channel as the module registers it.</summary>
internal sealed class ChannelProvider : IDisposable
{
    private readonly ServiceProvider _provider;

    public ChannelProvider(params (string Key, string Value)[] settings) : this(TimeProvider.System, replace: null, settings)
    {
    }

    public ChannelProvider(
        TimeProvider time, Action<IServiceCollection>? replace, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddSingleton(time);
        services.AddNotifications(Settings.Of([.. settings.Select(x => ($"Sagas:Notifications:{x.Key}", x.Value))]));
        replace?.Invoke(services);
        _provider = services.BuildServiceProvider();
    }

    public CollectingLoggerProvider Log { get; } = new();

    public IServiceProvider Services => _provider;

    public INotificationChannel Channel => _provider.GetRequiredService<INotificationChannel>();

    public void Dispose()
    {
        _provider.Dispose();
        Log.Dispose();
    }
}
