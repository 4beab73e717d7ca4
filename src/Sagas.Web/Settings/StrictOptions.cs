using System.Globalization;
using System.Reflection;
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
        services.AddOptions<TOptions>()
            .Configure(options => Bind(configuration.GetSection(section), options))
            .ValidateOnStart();
        return services;
    }

    private static void Bind<TOptions>(IConfigurationSection section, TOptions options)
        where TOptions : class
    {
        var unreadable = Unreadable(section, typeof(TOptions)).ToList();
        if (unreadable.Count > 0)
            throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), unreadable);
        section.Bind(options);
    }

    private static IEnumerable<string> Unreadable(IConfigurationSection section, Type type)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var setting = section.GetSection(property.Name);
            var wanted = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (Allowed(wanted, setting.Value) is { } allowed)
                yield return OptionFailures.Describe(setting.Path, setting.Value, allowed);

            foreach (var failure in UnreadableItems(setting, wanted))
                yield return failure;

            if (HasMembers(wanted))
            {
                foreach (var failure in Unreadable(setting, wanted))
                    yield return failure;
            }
        }
    }

    /// <summary>
    /// Finds what the framework's binder ignores: items of a list that it cannot read, and a list written as a text.
    /// </summary>
    private static IEnumerable<string> UnreadableItems(IConfigurationSection setting, Type wanted)
    {
        if (!wanted.IsGenericType || wanted.GetGenericTypeDefinition() != typeof(IReadOnlyList<>))
            yield break;

        var entry = wanted.GenericTypeArguments[0];
        if (!string.IsNullOrEmpty(setting.Value))
            yield return OptionFailures.Describe(
                setting.Path, HasMembers(entry) ? ATextWithoutName : setting.Value,
                $"a list: {setting.Path}:0, {setting.Path}:1 and so on");
        foreach (var item in setting.GetChildren())
        {
            if (HasMembers(entry) && !string.IsNullOrEmpty(item.Value))
                yield return OptionFailures.Describe(
                    item.Path, ATextWithoutName,
                    $"members: {string.Join(", ", entry.GetProperties().Select(member => $"{item.Path}:{member.Name}"))}");
            else if (Allowed(entry, item.Value) is { } allowed)
                yield return OptionFailures.Describe(item.Path, item.Value, allowed);
        }
    }

    private static bool HasMembers(Type type) => type is { IsClass: true, Namespace: not nameof(System) };

    /// <summary>What would be allowed, if the value cannot be read; otherwise null.</summary>
    private static string? Allowed(Type wanted, string? value)
    {
        if (value is null)
            return null;
        if (wanted.IsEnum)
            return Enum.GetNames(wanted).Contains(value, StringComparer.OrdinalIgnoreCase)
                ? null
                : string.Join(", ", Enum.GetNames(wanted));
        if (wanted == typeof(bool))
            return bool.TryParse(value, out _) ? null : "true, false";
        if (wanted == typeof(int))
            return int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? null : "a whole number";
        if (wanted == typeof(TimeSpan))
            return TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _)
                ? null
                : "a duration such as 00:00:10 (d.hh:mm:ss)";
        if (wanted == typeof(Uri)) // a path alone would pass as the address of a file
            return value.Length == 0
                || (value.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(value, UriKind.Absolute, out _))
                ? null
                : "an absolute address such as https://host/path";
        return null;
    }
}
