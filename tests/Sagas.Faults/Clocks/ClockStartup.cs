using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(Sagas.Chaos.Clocks.ClockStartup))]

namespace Sagas.Chaos.Clocks;

/// <summary>
/// Gives an instance of the service its jumping clock. ASP.NET Core calls this before the program registers its own, which
/// therefore stands back; the program itself knows nothing of it.
/// </summary>
internal sealed class ClockStartup : IHostingStartup
{
    public void Configure(IWebHostBuilder builder)
    {
        // This process, too, has a web server: the payment provider.
        if (Environment.GetEnvironmentVariable(ClockFile.Variable) is { Length: > 0 } path)
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(new JumpingClock(path)));
    }
}
