using Sagas.Web.Text;

namespace Sagas.Web.Settings;

/// <summary>A setting is wrong, and the service does not start with it.</summary>
public class ConfigurationRefusedException : Exception
{
    /// <summary>An exception without details.</summary>
    public ConfigurationRefusedException()
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">What is wrong.</param>
    public ConfigurationRefusedException(string message) : base(SecretPatterns.HideCredentialsIn(message))
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public ConfigurationRefusedException(string message, Exception innerException)
        : base(SecretPatterns.HideCredentialsIn(message), innerException)
    {
    }

    /// <summary>An exception that names the setting, its value and what is allowed.</summary>
    /// <param name="key">The configuration key.</param>
    /// <param name="value">Its value; null if it is missing.</param>
    /// <param name="allowed">What is allowed, as the end of a sentence.</param>
    public ConfigurationRefusedException(string key, string? value, string allowed)
        : base(value is null
            ? $"{key} is not set: {allowed}."
            : $"{key} is '{SecretPatterns.HideCredentialsIn(value)}': {allowed}.")
    {
    }

    /// <summary>Reads a setting that names one of an enum's values.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <param name="configuration">The configuration.</param>
    /// <param name="key">The setting's key.</param>
    /// <param name="otherwise">What an unset setting means.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ConfigurationRefusedException">The setting names none of them.</exception>
    public static TEnum ReadEnum<TEnum>(IConfiguration configuration, string key, TEnum otherwise) where TEnum : struct, Enum
    {
        var text = configuration[key];
        if (text is null)
            return otherwise;
        return Array.Find(Enum.GetNames<TEnum>(), name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase))
            is { } known
            ? Enum.Parse<TEnum>(known)
            : throw new ConfigurationRefusedException(
                key, text, $"it must be one of {string.Join(", ", Enum.GetNames<TEnum>())}");
    }
}
