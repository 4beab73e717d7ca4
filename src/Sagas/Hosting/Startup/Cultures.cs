using System.Globalization;

namespace Sagas.Hosting.Startup;

/// <summary>How numbers, times and texts are written and compared where nobody says it.</summary>
public static class Cultures
{
    /// <summary>The same way on every machine, whatever its language.</summary>
    public static void UseInvariant()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
    }
}
