using System.CommandLine;

namespace Sagas.Benchmarks.Contests;

/// <summary>What every contest is told on the command line.</summary>
internal sealed class ContestOptions
{
    private readonly Option<int> _rounds;

    /// <summary>The options.</summary>
    /// <param name="rounds">How often each is measured unless the caller says otherwise.</param>
    public ContestOptions(int rounds) =>
        _rounds = new("--rounds") { Description = "How often each is measured", DefaultValueFactory = _ => rounds };

    private readonly Option<int> _seconds = new("--seconds") { Description = "For how long each time", DefaultValueFactory = _ => 15 };
    private readonly Option<int> _warmUp = new("--warm-up") { Description = "Seconds before that", DefaultValueFactory = _ => 25 };
    private readonly Option<int> _concurrency = new("--concurrency") { Description = "How many orders are under way at a time", DefaultValueFactory = _ => 256 };

    /// <summary>A file that gets the result, too.</summary>
    public Option<FileInfo?> Json { get; } = new("--json") { Description = "A file that gets the result, too" };

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
