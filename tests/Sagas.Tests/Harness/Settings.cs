using Microsoft.Extensions.Configuration;

namespace Sagas.Tests.Harness;

internal static class Settings
{
    /// <summary>A configuration; of two values for one key the later one counts.</summary>
    public static IConfiguration Of(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings
            .GroupBy(x => x.Key, StringComparer.OrdinalIgnoreCase)
            .Select(x => new KeyValuePair<string, string?>(x.Key, x.Last().Value)))
        .Build();
}
