using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(Sagas.Faults.Clocks.ClockStartup))]

namespace Sagas.Faults.Clocks;

/// <summary>
/// Gives the program its jumping clock, if the environment asks for it. ASP.NET Core calls this before the program registers
/// its own clock, which it therefore skips; the program itself knows nothing about it.
/// </summary>
/// <remarks>The process must also name this assembly in <c>ASPNETCORE_HOSTINGSTARTUPASSEMBLIES</c>.</remarks>
public sealed class ClockStartup : IHostingStartup
{
    public void Configure(IWebHostBuilder builder)
    {
        if (Environment.GetEnvironmentVariable(ClockFile.Variable) is { Length: > 0 } path)
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(new JumpingClock(path)));
    }
}
