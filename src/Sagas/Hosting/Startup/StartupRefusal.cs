using System.Data.Common;
using System.Net.Sockets;
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
            : throw new OptionsValidationException(
                Options.DefaultName, typeof(SettingSection), failures.Distinct(StringComparer.Ordinal));
    }

    /// <summary>Writes to standard error why the program does not start, in a sentence or one for each wrong setting.</summary>
    /// <param name="exception">What stopped the program from starting.</param>
    public static void Explain(Exception exception)
    {
        var lines = FailuresOf(exception);
        if (lines.Count == 0)
        {
            Console.Error.WriteLine($"Sagas cannot start: {Sentence(exception)}");
            return;
        }

        Console.Error.WriteLine("Sagas cannot start because of its configuration:");
        foreach (var line in lines)
            Console.Error.WriteLine($"  {line}");
    }

    /// <summary>Says in one sentence what an exception is about.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>What people understand; names what they do not.</returns>
    public static string Sentence(Exception exception)
    {
        if (exception is StartFailedException)
            return exception.Message;
        var cause = exception.GetBaseException();
        var message = cause.Message.ReplaceLineEndings(" ");
        if (exception is InvalidDataException && exception != cause)
            return $"{exception.Message} {message}"; // The configuration's files are named outside, the mistake inside.
        if (cause is DirectoryNotFoundException && Path.IsPathRooted(message))
            return $"There is no folder {message}.";
        return cause is IOException or UnauthorizedAccessException or SocketException or InvalidDataException or DbException
            ? message
            : $"{message} ({cause.GetType().Name})";
    }

    /// <summary>
    /// Keeps what fails during the start out of the log, where it would be an exception with its stack. Whoever looks for more
    /// than the sentence sets <c>Logging:LogLevel:Default</c> to <c>Debug</c>.
    /// </summary>
    /// <param name="builder">The application builder.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder QuietUntilStarted(this WebApplicationBuilder builder)
    {
        var progress = new StartupProgress();
        builder.Services.AddSingleton<IHostedService>(progress);
        foreach (var source in Talkative)
        {
            var configured = LevelOf(source, builder.Configuration.GetSection("Logging:LogLevel"));
            if (configured > LogLevel.Debug)
                builder.Logging.AddFilter(source, level => level >= (progress.HasStarted ? configured : LogLevel.Critical));
        }

        return builder;
    }

    private static LogLevel LevelOf(string source, IConfigurationSection levels)
    {
        for (var name = source; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('.'))])
        {
            if (Enum.TryParse<LogLevel>(levels[name], ignoreCase: true, out var level))
                return level;
        }

        return Enum.TryParse<LogLevel>(levels["Default"], ignoreCase: true, out var otherwise) ? otherwise : LogLevel.Information;
    }

    private static readonly string[] Talkative =
    [
        "Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.EntityFrameworkCore", "MassTransit",
    ];

    private static IReadOnlyList<string> FailuresOf(Exception exception) => exception switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException all when all.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            [.. all.InnerExceptions.Cast<OptionsValidationException>().SelectMany(invalid => invalid.Failures)],
        ConfigurationRefusedException refused => [refused.Message],
        _ => [],
    };
}
