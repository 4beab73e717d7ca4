namespace Sagas.Web.Settings;

/// <summary>
/// A part of the configuration that somebody reads. The names of its members are the keys below it: whatever else is written
/// there is a mistake.
/// </summary>
/// <param name="Path">The key, such as <c>Sagas:Payments</c>.</param>
/// <param name="Type">What it is read as: options with members, a list, a dictionary, or a single value.</param>
internal sealed record SettingSection(string Path, Type Type)
{
    /// <summary>Records that somebody reads a part of the configuration.</summary>
    /// <typeparam name="T">What it is read as.</typeparam>
    /// <param name="services">The service collection.</param>
    /// <param name="path">The key.</param>
    /// <returns>The same service collection.</returns>
    public static IServiceCollection Add<T>(IServiceCollection services, string path) =>
        services.AddSingleton(new SettingSection(path, typeof(T)));
}
