using Microsoft.Extensions.Options;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Startup;

/// <summary>Says in plain words why the service does not start: whoever set it up wrong needs no stack trace.</summary>
public static class StartupRefusal
{
    /// <summary>
    /// Checks all settings at once, before anything is built from them: whoever reads one first would otherwise report only its own.
    /// </summary>
    /// <param name="app">The program.</param>
    /// <returns>The same program.</returns>
    public static WebApplication CheckSettings(this WebApplication app)
    {
        app.Services.GetService<IStartupValidator>()?.Validate();
        return app;
    }

    /// <summary>Writes the reason to the error stream if the exception is about the configuration.</summary>
    /// <param name="exception">What stopped the start.</param>
    /// <returns>Whether it is about the configuration; anything else is left alone.</returns>
    public static bool Explains(Exception exception)
    {
        var reasons = exception switch
        {
            OptionsValidationException invalid => invalid.Failures,
            AggregateException all when all.InnerExceptions.All(inner => inner is OptionsValidationException) =>
                all.InnerExceptions.Cast<OptionsValidationException>().SelectMany(invalid => invalid.Failures),
            ConfigurationRefusedException refused => [refused.Message],
            _ => [],
        };
        var lines = reasons.ToList();
        if (lines.Count == 0)
            return false;

        Console.Error.WriteLine("Sagas cannot start because of its configuration:");
        lines.ForEach(line => Console.Error.WriteLine($"  {line}"));
        return true;
    }
}
