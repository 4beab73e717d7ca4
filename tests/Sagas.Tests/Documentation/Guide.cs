using System.Text.RegularExpressions;

namespace Sagas.Tests.Documentation;

/// <summary>infra/rabbitmq/README.md, as far as a machine can check it.</summary>
/// <param name="Feeds">The table and the sentence below it: by which exchange which queue is fed.</param>
/// <param name="Outcomes">The exchanges that the example of a listener binds.</param>
internal sealed partial record Guide(IReadOnlyList<(string Exchange, string Queue)> Feeds, IReadOnlyList<string> Outcomes)
{
    public IReadOnlyList<string> Queues => [.. Feeds.Select(feed => feed.Queue).Distinct()];

    public static Guide Read()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "rabbitmq.md"));
        var feeds = Row().Matches(text).SelectMany(row =>
            row.Groups["feeds"].Value.Split(';').SelectMany(Names)
                .Select(exchange => (Exchange: exchange, Queue: row.Groups["queue"].Value))).ToList();
        var queues = feeds.Select(feed => feed.Queue).Distinct().ToList();
        feeds.AddRange(from suffix in BesideEachQueue().Matches(text).Select(match => match.Groups["suffix"].Value)
                       from queue in queues
                       select (queue + suffix, queue + suffix));
        var events = Quoted().Matches(ListenedEvents().Match(text).Groups["events"].Value)
            .Select(match => match.Groups["name"].Value);
        return new Guide([.. feeds], [.. events.Select(name => $"Sagas.Contracts.Orders:{name}")]);
    }

    // "`a`, `b`" or "in `Sagas.Contracts.Orders:` `A`, `B`".
    private static IEnumerable<string> Names(string part)
    {
        var named = Ticked().Matches(part).Select(match => match.Groups["name"].Value).ToList();
        return part.TrimStart().StartsWith("in ", StringComparison.Ordinal)
            ? named.Skip(1).Select(name => named[0] + name)
            : named;
    }

    [GeneratedRegex(@"^\| `(?<queue>[^`]+)` \| \w+ \| (?<feeds>.+) \|\r?$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Row();

    [GeneratedRegex("Each queue has a `<queue>(?<suffix>[^`]+)` next to it",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex BesideEachQueue();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Ticked();

    [GeneratedRegex(@"for event in \((?<events>[^)]+)\):", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ListenedEvents();

    [GeneratedRegex("\"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
