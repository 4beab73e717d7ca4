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
    public static WebApplication CheckSettings(this WebApplication app)
    {
        app.Services.GetService<IStartupValidator>()?.Validate();
        return app;
    }

    /// <summary>Writes the reason to standard error if the exception is about the configuration.</summary>
    /// <param name="exception">What stopped the program from starting.</param>
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
