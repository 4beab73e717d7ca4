using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Settings;
using Sagas.Hosting.Database;
using Sagas.Hosting.Startup;
using Sagas.Verification;
using Sagas.Web.Settings;

namespace Sagas.Commands;

/// <summary>
/// <c>verify</c>: looks whether what is stored is what the service promises, and ends. It may be asked at any time, and
/// changes nothing.
/// </summary>
internal static class VerifyOnly
{
    /// <summary>The exit code if nothing could be looked at.</summary>
    public const int CouldNotLook = 2;

    private const int Violated = 1;

    // A million orders take their time.
    private static readonly TimeSpan StatementLimit = TimeSpan.FromMinutes(10);

    /// <summary>Whether the program was started for that.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>Whether the word is there.</returns>
    public static bool IsAskedFor(string[] args) => args.Contains(VerifyArguments.Word, StringComparer.Ordinal);

    /// <summary>The command line as configuration. What would be logged is told by the result, and must not stand between its lines.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The settings in it; without the word, all of it.</returns>
    public static string[] Without(string[] args)
    {
        if (!IsAskedFor(args))
            return args;
        try
        {
            return [.. VerifyArguments.Parse(args).Configuration, "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Sagas=None"];
        }
        catch (FormatException exception)
        {
            throw new ConfigurationRefusedException($"{exception.Message} {VerifyArguments.Usage}", exception);
        }
    }

    /// <summary>Looks, and tells what was found.</summary>
    /// <param name="app">The program, not started.</param>
    /// <param name="args">The command line.</param>
    /// <returns>The exit code: 0 if all invariants hold, 1 if not, 2 if nothing could be looked at.</returns>
    public static async Task<int> RunAsync(WebApplication app, string[] args)
    {
        await using (app)
        {
            try
            {
                app.CheckSettings();
                var arguments = VerifyArguments.Parse(args);
                var result = await VerifyAsync(app.Services, arguments.Options);
                foreach (var line in arguments.Json ? [VerificationJson.Write(result)] : VerificationText.Write(result))
                    await Console.Out.WriteLineAsync(line);
                return result.Holds ? 0 : Violated;
            }
            catch (Exception exception)
            {
                if (!StartupRefusal.Explains(exception))
                    await Console.Error.WriteLineAsync($"The database could not be verified: {exception.Message}");
                return CouldNotLook;
            }
        }
    }

    private static async Task<VerificationResult> VerifyAsync(IServiceProvider services, VerificationOptions options)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        if (DatabaseSetup.GetFile(configuration) is { } file && !File.Exists(file))
            throw new EvidenceException($"There is no file {file}.");

        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SagasDbContext>();
        context.Database.SetConnectionString(DatabaseSetup.GetConnectionStringForReading(configuration));
        context.Database.SetCommandTimeout(StatementLimit);
        if (await DatabaseMigration.FindMissingAsync(context, CancellationToken.None) is { Count: > 0 } missing)
        {
            throw new EvidenceException(
                $"The database is missing {missing.Count} migrations ({string.Join(", ", missing)}). Start the service, or run the program once with --migrate.");
        }

        var invariants = new ServiceInvariants(
            services.GetRequiredService<IOptions<DurabilityOptions>>(), services.GetRequiredService<TimeProvider>());
        return await invariants.VerifyAsync(context, options, CancellationToken.None);
    }
}
