using MassTransit;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Transport;

/// <summary>How long a stopping process waits for the messages that it is handling.</summary>
internal static class Shutdown
{
    private const string Key = "Sagas:StopTimeout";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // The host's own limit must be longer: if it were reached first, the program would end with an error.
    private static readonly TimeSpan HostMargin = TimeSpan.FromSeconds(5);

    private const double ShareOfWork = 0.8;

    /// <summary>Sets the limit.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configuration">The configuration; <c>Sagas:StopTimeout</c> defaults to 30 seconds.</param>
    /// <returns>The same service collection.</returns>
    /// <exception cref="ConfigurationRefusedException">The setting is wrong.</exception>
    public static IServiceCollection AddShutdown(this IServiceCollection services, IConfiguration configuration)
    {
        SettingSection.Add<TimeSpan>(services, Key);
        var limit = GetLimit(configuration[Key]);
        services.Configure<MassTransitHostOptions>(bus =>
        {
            bus.StopTimeout = limit;
            // Work that hangs is canceled early enough to be put back in order.
            bus.ConsumerStopTimeout = limit * ShareOfWork;
        });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = limit + HostMargin);
        return services;
    }

    private static TimeSpan GetLimit(string? text)
    {
        if (text is null)
            return TimeSpan.FromSeconds(30);
        if (!Durations.TryRead(text, out var limit))
            throw new ConfigurationRefusedException(Key, text, $"it must be {Durations.AllowedFor(text)}");
        return limit > TimeSpan.Zero && limit <= Longest
            ? limit
            : throw new ConfigurationRefusedException(
                Key, text, $"it must be a duration above 00:00:00 and up to {Longest:c}, such as 00:00:30");
    }
}
