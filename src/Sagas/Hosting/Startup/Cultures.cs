using System.Globalization;

namespace Sagas.Hosting.Startup;

/// <summary>How numbers, times and texts are written and compared by default.</summary>
internal static class Cultures
{
    /// <summary>Makes it the same on every machine, whatever its language.</summary>
    public static void UseInvariant()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
    }
}
