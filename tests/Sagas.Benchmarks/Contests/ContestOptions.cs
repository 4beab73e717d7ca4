using System.CommandLine;

namespace Sagas.Benchmarks.Contests;

/// <summary>The command-line options of every contest.</summary>
internal sealed class ContestOptions
{
    private readonly Option<int> _rounds;

    /// <summary>The options.</summary>
    /// <param name="rounds">How often each contestant is measured by default.</param>
    public ContestOptions(int rounds) =>
        _rounds = new("--rounds") { Description = "How often each contestant is measured", DefaultValueFactory = _ => rounds };

    private readonly Option<int> _seconds = new("--seconds")
    {
        Description = "For how many seconds each time",
        DefaultValueFactory = _ => 15,
    };
    private readonly Option<int> _warmUp = new("--warm-up")
    {
        Description = "Seconds of warm-up before that",
        DefaultValueFactory = _ => 25,
    };
    private readonly Option<int> _concurrency = new("--concurrency")
    {
        Description = "How many orders are in progress at a time",
        DefaultValueFactory = _ => 256,
    };

    /// <summary>A file to which the result is also written.</summary>
    public Option<FileInfo?> Json { get; } = new("--json") { Description = "A file to which the result is also written" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _rounds, _seconds, _warmUp, _concurrency, Json })
            command.Add(option);
    }

    public ContestSettings Read(ParseResult parsed) => new(
        parsed.GetValue(_rounds),
        TimeSpan.FromSeconds(parsed.GetValue(_warmUp)),
        TimeSpan.FromSeconds(parsed.GetValue(_seconds)),
        parsed.GetValue(_concurrency));
}
