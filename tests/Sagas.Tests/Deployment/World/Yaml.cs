using Sagas.Tests.Architecture;
using YamlDotNet.RepresentationModel;

namespace Sagas.Tests.Deployment.World;

/// <summary>
/// A value in a YAML file of the repository. A key that is given twice fails the reading; merge keys (&lt;&lt;) are carried
/// out, what stands beside them has precedence.
/// </summary>
internal sealed class Yaml
{
    private const string Merge = "<<";

    private static readonly Dictionary<string, Yaml> NoMembers = new(StringComparer.Ordinal);

    private Yaml(string place, string? tag)
    {
        Place = place;
        Tag = tag;
    }

    /// <summary>File and path, for messages.</summary>
    public string Place { get; }

    /// <summary>A tag such as !reset; null if there is none.</summary>
    public string? Tag { get; }

    /// <summary>The text of a scalar; empty for anything else.</summary>
    public string Text { get; private init; } = "";

    public IReadOnlyDictionary<string, Yaml> Members { get; private init; } = NoMembers;

    public IReadOnlyList<Yaml> Items { get; private init; } = [];

    /// <summary>The texts of a sequence.</summary>
    public IReadOnlyList<string> Texts => [.. Items.Select(item => item.Text)];

    public Yaml this[string key] => Members.TryGetValue(key, out var member)
        ? member
        : throw new KeyNotFoundException($"{Place} has no '{key}'.");

    /// <summary>Reads a file.</summary>
    /// <param name="path">From the top of the repository.</param>
    public static Yaml Read(string path)
    {
        using var reader = new StreamReader(SourceTree.Absolute(path));
        var stream = new YamlStream();
        stream.Load(reader);
        return From(stream.Documents.Single().RootNode, path);
    }

    public bool Has(string key) => Members.ContainsKey(key);

    /// <summary>A member, or nothing with nothing in it.</summary>
    public Yaml Optional(string key) => Members.GetValueOrDefault(key) ?? new Yaml($"{Place}.{key}", null);

    /// <summary>This file with another one over it, as Compose puts them together.</summary>
    public Yaml Under(Yaml upper)
    {
        if (upper.Members.Count == 0 || Members.Count == 0 || upper.Tag == "!override")
            return upper;

        var members = new Dictionary<string, Yaml>(Members, StringComparer.Ordinal);
        foreach (var (key, value) in upper.Members)
        {
            if (value.Tag == "!reset")
                members.Remove(key);
            else
                members[key] = members.TryGetValue(key, out var lower) ? lower.Under(value) : value;
        }

        return new Yaml(upper.Place, null) { Members = members };
    }

    /// <summary>This value and all within.</summary>
    public IEnumerable<Yaml> All() => [this, .. Members.Values.Concat(Items).SelectMany(value => value.All())];

    private static Yaml From(YamlNode node, string place)
    {
        var tag = node.Tag is { IsEmpty: false, IsNonSpecific: false, IsLocal: true } own ? own.Value : null;
        return node switch
        {
            YamlScalarNode scalar => new Yaml(place, tag) { Text = scalar.Value ?? "" },
            YamlSequenceNode sequence =>
                new Yaml(place, tag) { Items = [.. sequence.Select((item, index) => From(item, $"{place}[{index}]"))] },
            YamlMappingNode mapping => new Yaml(place, tag) { Members = MembersOf(mapping, place) },
            _ => throw new InvalidDataException($"{place} is no value."),
        };
    }

    private static Dictionary<string, Yaml> MembersOf(YamlMappingNode mapping, string place)
    {
        var members = new Dictionary<string, Yaml>(StringComparer.Ordinal);
        var own = mapping.Children.ToLookup(child => KeyOf(child.Key) == Merge);
        foreach (var merged in own[true].SelectMany(child => child.Value is YamlSequenceNode all ? all.Children : [child.Value]))
            foreach (var (key, value) in MembersOf((YamlMappingNode)merged, place))
                members.TryAdd(key, value);
        foreach (var (key, value) in own[false])
            members[KeyOf(key)] = From(
                value, $"{place}{(place.Contains(": ", StringComparison.Ordinal) ? "." : ": ")}{KeyOf(key)}");
        return members;
    }

    private static string KeyOf(YamlNode key) => ((YamlScalarNode)key).Value ?? "";
}
