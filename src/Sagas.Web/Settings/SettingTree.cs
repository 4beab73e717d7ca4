using System.Reflection;
using Sagas.Web.Text;

namespace Sagas.Web.Settings;

/// <summary>The keys that somebody reads, as a tree that is built from the types of options.</summary>
internal sealed class SettingTree
{
    private readonly SortedDictionary<string, SettingTree> _members = new(StringComparer.OrdinalIgnoreCase);

    private SettingTree? _items;
    private bool _isList;
    private bool _takesValue;
    private bool _isFree;

    /// <summary>Builds the tree.</summary>
    /// <param name="sections">Who reads what.</param>
    /// <returns>The root.</returns>
    public static SettingTree Of(IEnumerable<SettingSection> sections)
    {
        var root = new SettingTree();
        foreach (var section in sections)
            section.Path.Split(':').Aggregate(root, (part, name) => part.Member(name)).Add(section.Type);
        return root;
    }

    /// <summary>The names of the sections at the root.</summary>
    public IEnumerable<string> Names => _members.Keys;

    /// <summary>What lies below a key.</summary>
    /// <param name="name">The last part of the key.</param>
    /// <returns>The part; null if nobody reads it.</returns>
    public SettingTree? Find(string name) =>
        _members.TryGetValue(name, out var member) ? member
            : _isFree ? this
            : _items is { } items && IsItem(name) ? items
            : null;

    /// <summary>Whether a text can be written here, and not only members.</summary>
    public bool TakesValue => _takesValue || _isFree;

    /// <summary>All keys at which a value may be; items of lists are numbered 0.</summary>
    /// <param name="path">The key of this part; empty at the root.</param>
    public IEnumerable<string> Keys(string path = "")
    {
        if (_takesValue && path.Length > 0)
            yield return path;
        var parts = _members.Select(member => (member.Key, member.Value)).Concat(_isList ? [("0", _items!)] : []);
        foreach (var key in parts.SelectMany(part => part.Value.Keys(path.Length == 0 ? part.Key : $"{path}:{part.Key}")))
            yield return key;
    }

    /// <summary>Finds the key that somebody may have meant, part by part.</summary>
    /// <param name="written">The parts of what was written.</param>
    /// <returns>The key, and how many letters have to be changed; null if nothing is known below this part.</returns>
    public (string Key, int Changes)? Nearest(IReadOnlyList<string> written)
    {
        if (written.Count == 0 && TakesValue)
            return ("", 0);
        var (name, rest) = written.Count == 0 ? ("", written) : (written[0], [.. written.Skip(1)]);
        (string Key, int Changes)? best = _takesValue ? ("", string.Concat(written).Length) : null;
        foreach (var (known, part) in _members)
            best = Better(best, known, NearestName.Distance(name, known), part.Nearest(rest));
        if (_items is { } items)
            best = IsItem(name)
                ? Better(best, name, 0, items.Nearest(rest))
                : Better(best, _isList ? "0" : "NAME", 1, items.Nearest(written));
        return best;
    }

    /// <summary>Whether values of this type have keys of their own below them.</summary>
    /// <param name="type">The type.</param>
    public static bool HasMembers(Type type) => type is { IsClass: true, Namespace: not nameof(System) };

    /// <summary>The type of a list's items, or of a dictionary's values.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The type, and whether it is a list; null if it is neither.</returns>
    public static (Type Item, bool IsList)? ItemsOf(Type type)
    {
        if (!type.IsGenericType)
            return null;
        var general = type.GetGenericTypeDefinition();
        if (general == typeof(IReadOnlyList<>))
            return (type.GenericTypeArguments[0], true);
        return general == typeof(IDictionary<,>) || general == typeof(Dictionary<,>)
            ? (type.GenericTypeArguments[1], false)
            : null;
    }

    /// <summary>The members that can be set: those that are only computed are no settings.</summary>
    /// <param name="type">Options.</param>
    public static IEnumerable<PropertyInfo> MembersOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property =>
            property.SetMethod is { IsPublic: true } || ItemsOf(property.PropertyType) is not null);

    private static (string Key, int Changes)? Better(
        (string Key, int Changes)? best, string name, int changes, (string Key, int Changes)? below)
    {
        if (below is not { } found || best?.Changes <= changes + found.Changes)
            return best;
        return (found.Key.Length == 0 ? name : $"{name}:{found.Key}", changes + found.Changes);
    }

    private bool IsItem(string name) => name.Length > 0 && (!_isList || name.All(char.IsAsciiDigit));

    private SettingTree Member(string name)
    {
        if (!_members.TryGetValue(name, out var member))
            _members.Add(name, member = new SettingTree());
        return member;
    }

    private void Add(Type type)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (wanted == typeof(object))
        {
            _isFree = true;
        }
        else if (ItemsOf(wanted) is { } items)
        {
            // That a list is none as a text is said by whoever reads it, who knows more.
            (_isList, _takesValue) = (items.IsList, items.IsList);
            (_items ??= new SettingTree()).Add(items.Item);
        }
        else if (HasMembers(wanted))
        {
            foreach (var property in MembersOf(wanted))
                Member(property.Name).Add(property.PropertyType);
        }
        else
        {
            _takesValue = true;
        }
    }
}
