using System.CommandLine;

namespace Sagas.Commands.Arguments;

/// <summary>
/// The command line, sorted: settings go to the configuration, wherever they stand; the verb and its words go to the parser,
/// which would take the value of a setting for a verb.
/// </summary>
internal sealed class CommandArguments
{
    private readonly HashSet<string> _verbs;
    private readonly HashSet<string> _options;
    private readonly HashSet<string> _optionsWithValue;
    private readonly Queue<string> _rest;
    private readonly List<string> _words = [];
    private readonly List<string> _settings = [];
    private readonly List<string> _problems = [];
    private string? _verb;

    /// <summary>Sorts a command line.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="root">The verbs and their options.</param>
    public CommandArguments(IEnumerable<string> arguments, Command root)
    {
        var verbs = root.Subcommands.SelectMany(verb => verb.Aliases.Append(verb.Name)).ToList();
        var options = root.Subcommands.Prepend(root).SelectMany(verb => verb.Options).ToList();
        _verbs = new(verbs, StringComparer.OrdinalIgnoreCase);
        _options = new(options.SelectMany(NamesOf).Concat(verbs.Where(IsDashed)), StringComparer.Ordinal);
        _optionsWithValue = new(
            options.Where(option => option.Arity.MinimumNumberOfValues > 0).SelectMany(NamesOf), StringComparer.Ordinal);
        _rest = new(arguments);
        while (_rest.TryDequeue(out var argument))
            Sort(argument);
    }

    /// <summary>What is left for the parser, the verb first.</summary>
    public IReadOnlyList<string> Words => _verb is null ? _words : [_verb, .. _words];

    /// <summary>The settings, one argument each.</summary>
    public IReadOnlyList<string> Settings => _settings;

    /// <summary>Why the command line cannot be read, a sentence each. They name no values, which may be secrets.</summary>
    public IReadOnlyList<string> Problems => _problems;

    private static IEnumerable<string> NamesOf(Option option) => option.Aliases.Append(option.Name);

    private static bool IsDashed(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

    private void Sort(string argument)
    {
        var setting = SettingArgument.Read(argument);
        if (IsOption(argument))
            TakeWord(argument);
        else if (setting is not null && SettingRoots.Know(setting.Root))
            TakeSetting(setting, argument);
        else if (setting is not null && IsMeantAsSetting(setting))
            RefuseSetting(setting, argument);
        else if (argument.StartsWith('['))
            _problems.Add($"'{argument}' is neither a command nor an option nor a setting."); // The parser would skip it.
        else
            TakeWord(argument);
    }

    private void TakeWord(string argument)
    {
        if (_verb is null && _verbs.TryGetValue(argument, out _verb))
            return;
        _words.Add(argument);
        if (_optionsWithValue.Contains(argument) && _rest.TryPeek(out var value) && !IsDashed(value))
            _words.Add(_rest.Dequeue());
    }

    private void TakeSetting(SettingArgument setting, string argument)
    {
        if ((setting.Value ?? TakeValue()) is { } value)
            _settings.Add($"--{setting.Key}={value}");
        else
            _problems.Add($"{argument} needs a value.");
    }

    private void RefuseSetting(SettingArgument setting, string argument)
    {
        var remark = setting.Root.Contains("__", StringComparison.Ordinal)
            ? " On the command line, a colon separates the parts of a key, as in --Sagas:Roles=Api."
            : SettingRoots.Nearest(setting.Root.TrimStart('-')) is { } nearest ? $" The nearest is {nearest}." : "";
        _problems.Add(
            $"'{argument.Split('=')[0]}' is neither a command nor an option, and no setting begins with '{setting.Root}'.{remark}");
        if (setting.Value is null)
            TakeValue();
    }

    // As in .NET's configuration, the value is whatever comes next; yet what only a forgotten value explains is none.
    private string? TakeValue() =>
        _rest.TryPeek(out var next) && !IsOption(next) && !(IsDashed(next) && SettingRoots.Know(SettingArgument.Read(next)!.Root))
            ? _rest.Dequeue()
            : null;

    private bool IsOption(string argument) => _options.Contains(argument.Split('=', ':')[0]);

    // An address may have an equals sign, too.
    private static bool IsMeantAsSetting(SettingArgument setting) =>
        !setting.Key.Contains("://", StringComparison.Ordinal)
        && (setting.Value is not null
            || setting.Key.Contains(':', StringComparison.Ordinal)
            || setting.Key.Contains("__", StringComparison.Ordinal));
}
