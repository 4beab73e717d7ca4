using System.CommandLine;
using Sagas.Commands.Help;
using Sagas.Hosting.Health;

namespace Sagas.Commands.Verbs;

/// <summary>
/// <c>health ADDRESS</c>: asks a running instance how it is. Images of the runtime hold no program that could, and a
/// container's health check must come from inside.
/// </summary>
internal sealed class HealthCommand : Command, IVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Argument<Uri> _address = new("URL")
    {
        Description = "The address to ask, such as http://localhost:8080/health/ready",
        CustomParser = WebAddress.Read,
    };

    /// <summary>The verb.</summary>
    public HealthCommand()
        : base(
            "health", $"Asks a running instance how it is, for {Patience.TotalSeconds} seconds at most. Also spelled --health.")
    {
        Aliases.Add("--health");
        Add(_address);
        SetAction((parsed, cancellationToken) => AskAsync(parsed.GetRequiredValue(_address), cancellationToken));
    }

    /// <inheritdoc />
    public bool TakesSettings => false;

    /// <inheritdoc />
    public IReadOnlyList<(int ExitCode, string Meaning)> Outcomes =>
    [
        (ExitCodes.Done, "it is well"),
        (ExitCodes.Failed, "it is not, or does not answer"),
        (ExitCodes.Refused, "nothing can be asked there, or the command line was refused"),
    ];

    private static async Task<int> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(address, cancellationToken);
            var told = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (answer.IsSuccessStatusCode && HealthView.Reads(told))
                return ExitCodes.Done;
            await Console.Error.WriteLineAsync(answer.IsSuccessStatusCode
                ? $"{address} answers, but not with the health of this service: ask it at /health/ready."
                : $"{(int)answer.StatusCode} {told}");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"No answer from {address}: {exception.Message}");
        }

        return ExitCodes.Failed;
    }
}
