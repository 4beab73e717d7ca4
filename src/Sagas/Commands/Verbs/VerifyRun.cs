using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Commands.Help;
using Sagas.Durability.Settings;
using Sagas.Hosting.Database;
using Sagas.Hosting.Startup;
using Sagas.Verification;
using Sagas.Web.Settings;

namespace Sagas.Commands.Verbs;

/// <summary>Looks at the database, and tells what was found.</summary>
internal static class VerifyRun
{
    // A million orders take their time.
    private static readonly TimeSpan StatementLimit = TimeSpan.FromMinutes(10);

    /// <summary>Looks, and tells what was found.</summary>
    /// <param name="app">The program, not started.</param>
    /// <param name="options">What is looked at besides the database, and how strictly.</param>
    /// <param name="isJson">Whether the result is told as JSON.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The exit code: 0 if all invariants hold, 1 if not, 2 if nothing could be looked at.</returns>
    public static async Task<int> RunAsync(
        WebApplication app, VerificationOptions options, bool isJson, CancellationToken cancellationToken)
    {
        await using (app)
        {
            try
            {
                app.CheckSettings();
                var result = await VerifyAsync(app.Services, options, cancellationToken);
                foreach (var line in isJson ? [VerificationJson.Write(result)] : VerificationText.Write(result))
                    await Console.Out.WriteLineAsync(line);
                return result.Holds ? ExitCodes.Done : ExitCodes.Failed;
            }
            catch (Exception exception)
            {
                if (exception is ConfigurationRefusedException or OptionsValidationException)
                    StartupRefusal.Explain(exception);
                else
                    await Console.Error.WriteLineAsync($"The database could not be verified: {exception.Message}");
                return ExitCodes.Refused;
            }
        }
    }

    private static async Task<VerificationResult> VerifyAsync(
        IServiceProvider services, VerificationOptions options, CancellationToken cancellationToken)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        if (DatabaseSetup.GetFile(configuration) is { } file && !File.Exists(file))
            throw new EvidenceException($"There is no file {file}.");

        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SagasDbContext>();
        context.Database.SetConnectionString(DatabaseSetup.GetConnectionStringForReading(configuration));
        context.Database.SetCommandTimeout(StatementLimit);
        if (await DatabaseMigration.FindMissingAsync(context, cancellationToken) is { Count: > 0 } missing)
        {
            throw new EvidenceException(
                $"The database is missing {missing.Count} migrations ({string.Join(", ", missing)}). "
                + "Start the service, or run the program once with --migrate.");
        }

        var invariants = new ServiceInvariants(
            services.GetRequiredService<IOptions<DurabilityOptions>>(), services.GetRequiredService<TimeProvider>());
        return await invariants.VerifyAsync(context, options, cancellationToken);
    }
}
