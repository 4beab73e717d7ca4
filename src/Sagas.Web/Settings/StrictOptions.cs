using System.Globalization;
using Microsoft.Extensions.Options;

namespace Sagas.Web.Settings;

/// <summary>
/// Binds options so that a value that cannot be read stops the program at startup with a message that says what is allowed; the
/// framework's own binder names only the type that it expected.
/// </summary>
internal static class StrictOptions
{
    // The text may have been meant as a member, and it may be a secret.
    private const string ATextWithoutName = "(a text)";

    /// <summary>Binds a section to an options type and validates it when the host starts.</summary>
    /// <typeparam name="TOptions">The options type.</typeparam>
    /// <typeparam name="TValidation">Validates values that can be read but may make no sense.</typeparam>
    /// <param name="services">The service collection.</param>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="section">The section, such as <c>Sagas:Payments</c>.</param>
    /// <returns>The same service collection.</returns>
    public static IServiceCollection AddStrictOptions<TOptions, TValidation>(
        this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
        where TValidation : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidation>();
        return services.AddStrictOptions<TOptions>(configuration, section);
    }

    /// <summary>Binds a section to an options type in which every value that can be read makes sense.</summary>
    /// <typeparam name="TOptions">The options type.</typeparam>
    /// <param name="services">The service collection.</param>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="section">The section, such as <c>Sagas:Payments</c>.</param>
    /// <returns>The same service collection.</returns>
    public static IServiceCollection AddStrictOptions<TOptions>(
        this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
    {
        SettingSection.Add<TOptions>(services, section);
        services.AddOptions<TOptions>()
            .Configure(options => Bind(configuration.GetSection(section), options))
            .ValidateOnStart();
        return services;
    }

    /// <summary>Says what is wrong with values, also with those that are read without options.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="sections">Who reads what.</param>
    /// <returns>A sentence for each value that cannot be read.</returns>
    public static IEnumerable<string> UnreadableValues(IConfiguration configuration, IEnumerable<SettingSection> sections) =>
        // Whoever reads a list by itself may take it as a text with commas, too, and says what is wrong with that.
        sections.Where(section => section.Type != typeof(IReadOnlyList<string>))
            .SelectMany(section => UnreadableMember(configuration.GetSection(section.Path), section.Type));

    private static void Bind<TOptions>(IConfigurationSection section, TOptions options)
        where TOptions : class
    {
        var unreadable = Unreadable(section, typeof(TOptions)).ToList();
        if (unreadable.Count > 0)
            throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), unreadable);
        section.Bind(options);
    }

    private static IEnumerable<string> Unreadable(IConfigurationSection section, Type type) =>
        SettingTree.MembersOf(type).SelectMany(property => UnreadableMember(
            section.GetSection(property.Name), Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));

    private static IEnumerable<string> UnreadableMember(IConfigurationSection setting, Type wanted)
    {
        if (Allowed(wanted, setting.Value) is { } allowed)
            return [OptionFailures.Describe(setting.Path, setting.Value, allowed)];
        if (SettingTree.ItemsOf(wanted) is not { } items)
            return SettingTree.HasMembers(wanted) ? Unreadable(setting, wanted) : [];
        return items.IsList
            ? UnreadableItems(setting, items.Item)
            : setting.GetChildren().SelectMany(entry => UnreadableMember(entry, items.Item));
    }

    /// <summary>
    /// Finds what the framework's binder ignores: items of a list that it cannot read, and a list written as a text.
    /// </summary>
    private static IEnumerable<string> UnreadableItems(IConfigurationSection setting, Type entry)
    {
        var hasMembers = SettingTree.HasMembers(entry);
        if (!string.IsNullOrEmpty(setting.Value))
            yield return OptionFailures.Describe(
                setting.Path, hasMembers ? ATextWithoutName : setting.Value,
                $"a list: {setting.Path}:0, {setting.Path}:1 and so on");
        foreach (var item in setting.GetChildren())
        {
            if (hasMembers && !string.IsNullOrEmpty(item.Value))
                yield return OptionFailures.Describe(
                    item.Path, ATextWithoutName,
                    $"members: {string.Join(", ", SettingTree.MembersOf(entry).Select(member => $"{item.Path}:{member.Name}"))}");
            foreach (var failure in UnreadableMember(item, entry))
                yield return failure;
        }
    }

    /// <summary>What would be allowed, if the value cannot be read; otherwise null.</summary>
    private static string? Allowed(Type wanted, string? value)
    {
        if (value is null)
            return null;
        wanted = Nullable.GetUnderlyingType(wanted) ?? wanted;
        if (wanted.IsEnum)
            return Enum.GetNames(wanted).Contains(value, StringComparer.OrdinalIgnoreCase)
                ? null
                : string.Join(", ", Enum.GetNames(wanted));
        if (wanted == typeof(bool))
            return bool.TryParse(value, out _) ? null : "true, false";
        if (wanted == typeof(int))
            return int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? null : "a whole number";
        if (wanted == typeof(TimeSpan))
            return Durations.TryRead(value, out _) ? null : Durations.AllowedFor(value);
        if (wanted == typeof(Uri)) // a path alone would pass as the address of a file
            return value.Length == 0
                || (value.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(value, UriKind.Absolute, out _))
                ? null
                : "an absolute address such as https://host/path";
        return null;
    }
}
