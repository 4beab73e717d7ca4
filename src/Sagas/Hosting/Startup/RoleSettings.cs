using Sagas.Web.Settings;

namespace Sagas.Hosting.Startup;

/// <summary>Reads <c>Sagas:Roles</c>.</summary>
internal static class RoleSettings
{
    private const string Key = "Sagas:Roles";

    /// <summary>Says that they are read.</summary>
    /// <param name="services">The service collection.</param>
    public static void AddRoleSettings(this IServiceCollection services) =>
        SettingSection.Add<IReadOnlyList<string>>(services, Key);

    /// <summary>The roles of this process.</summary>
    /// <param name="configuration">The configuration; <c>Sagas:Roles</c> is a list separated by commas, or an array.</param>
    /// <returns>The roles; all of them if none are configured.</returns>
    /// <exception cref="ConfigurationRefusedException">A name is not a role.</exception>
    public static Role GetRoles(this IConfiguration configuration)
    {
        if (configuration[Key] is { } text && text.AsSpan().Trim(" ,").IsEmpty)
            throw Refusal(text);
        var names = configuration.GetSection(Key).Get<string[]>()
            ?? configuration[Key]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? [];
        var roles = names.Aggregate(Role.None, (all, name) => all | Parse(name));
        return roles == Role.None ? Role.All : roles;
    }

    /// <summary>Whether a process with these roles serves anything other than its health.</summary>
    /// <param name="roles">The roles.</param>
    /// <returns>Whether it has the role Api or Operations.</returns>
    public static bool ServeCallers(this Role roles) => (roles & (Role.Api | Role.Operations)) != Role.None;

    private static Role Parse(string name) =>
        !int.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out _)
        && Enum.TryParse<Role>(name, ignoreCase: true, out var role) && role != Role.None
            ? role
            : throw Refusal(name);

    private static ConfigurationRefusedException Refusal(string text) => new(
        Key, text,
        $"it must be one or more of {string.Join(", ", Enum.GetNames<Role>().Except([nameof(Role.None)]))}, separated by commas");
}
