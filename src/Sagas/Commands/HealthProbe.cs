namespace Sagas.Commands;

/// <summary>
/// <c>--health ADDRESS</c>: asks a running instance how it is. Images of the runtime hold no program that could, and a
/// container's health check must come from inside.
/// </summary>
internal static class HealthProbe
{
    private const string Switch = "--health";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether the program was started for that.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>Whether the switch is there.</returns>
    public static bool IsAskedFor(string[] args) => args.Contains(Switch, StringComparer.OrdinalIgnoreCase);

    /// <summary>Asks, and says what is wrong if it is not well.</summary>
    /// <param name="args">The switch and the address, such as <c>http://localhost:8080/health/ready</c>.</param>
    /// <returns>The exit code: 0 for well, 1 for unwell, 2 if nothing can be asked there.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [_, var text] || !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            await Console.Error.WriteLineAsync($"Usage: {Switch} http://localhost:8080/health/ready");
            return 2;
        }

        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(address);
            if (answer.IsSuccessStatusCode)
                return 0;
            await Console.Error.WriteLineAsync($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"No answer from {address}: {exception.Message}");
        }

        return 1;
    }
}
