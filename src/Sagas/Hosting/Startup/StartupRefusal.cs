using Microsoft.Extensions.Options;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Startup;

/// <summary>Explains in plain words why the service does not start: a configuration mistake needs no stack trace.</summary>
internal static class StartupRefusal
{
    /// <summary>
    /// Checks all settings at once, before anything is built from them: otherwise the first code to read one would report only
    /// that one.
    /// </summary>
    /// <exception cref="OptionsValidationException">Some are wrong, or nobody reads them.</exception>
    public static WebApplication CheckSettings(this WebApplication app)
    {
        var sections = app.Services.GetServices<SettingSection>().ToList();
        List<string> failures =
        [
            .. MisspelledSettings.In(app.Configuration, sections),
            .. StrictOptions.UnreadableValues(app.Configuration, sections),
        ];
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (Exception exception) when (FailuresOf(exception) is { Count: > 0 } more)
        {
            failures.AddRange(more);
        }

        return failures.Count == 0
            ? app
            : throw new OptionsValidationException(Options.DefaultName, typeof(SettingSection), failures.Distinct(StringComparer.Ordinal));
    }

    /// <summary>Writes the reason to standard error if the exception is about the configuration.</summary>
    /// <param name="exception">What stopped the program from starting.</param>
    /// <returns>Whether it is about the configuration; anything else is left alone.</returns>
    public static bool Explains(Exception exception)
    {
        var lines = FailuresOf(exception);
        if (lines.Count == 0)
            return false;

        Console.Error.WriteLine("Sagas cannot start because of its configuration:");
        foreach (var line in lines)
            Console.Error.WriteLine($"  {line}");
        return true;
    }

    private static IReadOnlyList<string> FailuresOf(Exception exception) => exception switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException all when all.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            [.. all.InnerExceptions.Cast<OptionsValidationException>().SelectMany(invalid => invalid.Failures)],
        ConfigurationRefusedException refused => [refused.Message],
        _ => [],
    };
}
