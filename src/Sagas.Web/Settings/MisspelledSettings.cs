using Sagas.Web.Text;

namespace Sagas.Web.Settings;

/// <summary>
/// Finds settings that nobody reads. A misspelled key would otherwise mean the default, silently: in a file, in the environment
/// and on the command line.
/// </summary>
internal static class MisspelledSettings
{
    // A key that takes more changes than this is rather one in the wrong section.
    private const int MostTypos = 3;

    /// <summary>Finds them below all sections that somebody of this program reads.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="sections">Who reads what.</param>
    /// <returns>A sentence for each. They name no values, which may be secrets.</returns>
    public static IReadOnlyList<string> In(IConfiguration configuration, IEnumerable<SettingSection> sections)
    {
        var tree = SettingTree.Of(sections);
        return
        [
            .. configuration.GetChildren().SelectMany(root => tree.Find(root.Key) is { } part
                ? Below(root, part, tree)
                : Strangers(root, tree)),
        ];
    }

    private static IEnumerable<string> Below(IConfigurationSection section, SettingTree part, SettingTree tree)
    {
        if (!part.TakesValue && !string.IsNullOrEmpty(section.Value))
        {
            var keys = string.Join(", ", part.Keys(section.Path));
            yield return $"{section.Path} is a section and takes no value itself: its keys are {keys}.";
        }

        foreach (var child in section.GetChildren())
        {
            var found = part.Find(child.Key) is { } known ? Below(child, known, tree) : Unknown(child, tree);
            foreach (var sentence in found)
                yield return sentence;
        }
    }

    // The environment of a process holds everything; only what looks like one of our sections is ours to complain about.
    private static IEnumerable<string> Strangers(IConfigurationSection root, SettingTree tree) =>
        root.GetChildren().Any() && tree.Names.Any(name => NearestName.Distance(root.Key, name) <= 1) ? Unknown(root, tree) : [];

    private static IEnumerable<string> Unknown(IConfigurationSection section, SettingTree tree) =>
        Leaves(section).Select(key => $"{key} is no setting of this service. {Nearest(key, tree)}");

    private static IEnumerable<string> Leaves(IConfigurationSection section)
    {
        var below = section.GetChildren().SelectMany(Leaves).ToList();
        return below.Count > 0 ? below : [section.Path];
    }

    private static string Nearest(string key, SettingTree tree)
    {
        var nearest = tree.Nearest(key.Split(':'));
        // A key in the wrong section has the right name.
        var namesakes = tree.Keys().Where(known => string.Equals(NameOf(known), NameOf(key), StringComparison.OrdinalIgnoreCase));
        var meant = nearest?.Changes > MostTypos ? NearestName.Of(key, namesakes) ?? nearest?.Key : nearest?.Key;
        return $"The nearest key is {meant}.";
    }

    private static string NameOf(string key) => key[(key.LastIndexOf(':') + 1)..];
}
