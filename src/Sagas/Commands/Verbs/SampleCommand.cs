using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sagas.Commands.Help;
using Sagas.Hosting.Startup;
using Sagas.Orders.Samples;

namespace Sagas.Commands.Verbs;

/// <summary><c>sample</c>: places sample orders with a running service, and shows how far it is.</summary>
internal sealed class SampleCommand : Command, IVerb
{
    private readonly Option<int> _orders = new("--orders")
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"How many orders, 1 to {SampleMix.MostOrders:N0}"),
        HelpName = "NUMBER",
        DefaultValueFactory = _ => SampleMix.DefaultCount * 5,
        CustomParser = ReadCount,
    };

    private readonly Option<Uri> _url = new("--url")
    {
        Description = "Where the service is",
        HelpName = "URL",
        DefaultValueFactory = _ => new Uri(ApiHost.DefaultAddress),
        CustomParser = WebAddress.Read,
    };

    private readonly Option<string?> _apiKey = new("--api-key")
    {
        Description = "The caller's key, where access is configured; new-api-key makes one",
        HelpName = "KEY",
        CustomParser = ReadKey,
    };

    /// <summary>The verb.</summary>
    public SampleCommand() : base("sample", "Places sample orders with a running service, as the first page does.")
    {
        foreach (var option in new Option[] { _orders, _url, _apiKey })
            Add(option);
        SetAction((parsed, cancellationToken) => SampleRun.RunAsync(
            parsed.GetValue(_orders), parsed.GetRequiredValue(_url), parsed.GetValue(_apiKey), cancellationToken));
    }

    /// <inheritdoc />
    public bool TakesSettings => false;

    /// <inheritdoc />
    public IReadOnlyList<(int ExitCode, string Meaning)> Outcomes =>
    [
        (ExitCodes.Done, "all orders were accepted"),
        (ExitCodes.Failed, "some were not, or the service does not answer"),
        (ExitCodes.Refused, "the command line was refused"),
    ];

    private static int ReadCount(ArgumentResult result) =>
        int.TryParse(result.Text(), CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= SampleMix.MostOrders
            ? count
            : result.Refuse<int>($"a whole number from 1 to {SampleMix.MostOrders}");

    private static string? ReadKey(ArgumentResult result) =>
        result.Text() is { Length: > 0 } key ? key : result.Refuse<string>("a key");
}
