namespace Sagas.Tests.Deployment.World;

/// <summary>One service of a compose file.</summary>
internal sealed class ComposeService(string name, Yaml definition)
{
    public string Name => name;

    public Yaml Definition => definition;

    public string Image => definition["image"].Text;

    /// <summary>The variables as they are written, not interpolated.</summary>
    public IReadOnlyDictionary<string, string> Environment => definition.Optional("environment").Members
        .ToDictionary(variable => variable.Key, variable => variable.Value.Text, StringComparer.Ordinal);

    public IReadOnlyList<string> Ports => definition.Optional("ports").Texts;

    public IEnumerable<(string Source, string Target, string Mode)> Mounts => definition.Optional("volumes").Texts
        .Select(volume => volume.Split(':'))
        .Select(parts => (parts[0], parts[1], parts.ElementAtOrDefault(2) ?? ""));

    public bool IsChecked => definition.Has("healthcheck") && !definition["healthcheck"].Has("disable");

    public override string ToString() => name;
}
