using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Sagas.Notifications.Channels;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Journeys.World;

/// <summary>
/// One process of the whole service as the program composes it, on a real web server. Only its clock, its log and a door
/// before its channel are the test's.
/// </summary>
internal sealed class ServiceProcess : WebApplicationFactory<Program>
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TestBed _bed;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly ProcessClock _clock;
    private readonly Door _notifications;
    private readonly Func<Notification, Task> _beforeNotification;
    private readonly CollectingLoggerProvider _log;

    public ServiceProcess(
        TestBed bed,
        IReadOnlyDictionary<string, string> settings,
        TimeProvider time,
        Door notifications,
        Func<Notification, Task> beforeNotification,
        CollectingLoggerProvider log)
    {
        _bed = bed;
        _settings = settings;
        _clock = new ProcessClock(time);
        _notifications = notifications;
        _beforeNotification = beforeNotification;
        _log = log;
        // The port is among the settings: UseKestrel(0) would set it when the program may be starting already.
        UseKestrel();
        StartServer();
        Client = CreateClient(new() { BaseAddress = ClientOptions.BaseAddress, AllowAutoRedirect = false });
    }

    public HttpClient Client { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(_log));
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock));
            _bed.Watch(services);
            services.AddTransient<INotificationChannel>(provider =>
                new GuardedChannel(provider.GetRequiredService<LogChannel>(), _notifications, _beforeNotification));
        });
    }

    /// <summary>Waits until the queues are there: before that, who publishes from outside speaks to nobody.</summary>
    public async Task UntilListeningAsync()
    {
        using var deadline = new CancellationTokenSource(StartLimit);
        await Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, deadline.Token);
    }

    /// <summary>Stops the process once it has started: a bus that is stopped on its way up may come up all the same.</summary>
    public async Task EndAsync()
    {
        await UntilListeningAsync();
        await DisposeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await base.DisposeAsync();
        _clock.Stop();
    }
}
