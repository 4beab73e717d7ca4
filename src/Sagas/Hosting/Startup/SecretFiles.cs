using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.KeyPerFile;
using Microsoft.Extensions.FileProviders;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Startup;

/// <summary>
/// Settings in files of their own, as Docker and Kubernetes mount secrets: the file's name is the key, with <c>__</c> for
/// <c>:</c>, and its content the value.
/// </summary>
internal static class SecretFiles
{
    /// <summary>The setting that names the directory.</summary>
    public const string DirectoryKey = "Sagas:SecretsDirectory";

    private const string UsualDirectory = "/run/secrets";

    /// <summary>
    /// Reads the files, if there are any. They override the settings files; environment variables and arguments override them.
    /// </summary>
    /// <exception cref="ConfigurationRefusedException">
    /// The configured directory does not exist, or a file cannot be read.
    /// </exception>
    public static void AddSecretFiles(this ConfigurationManager configuration)
    {
        var configured = configuration[DirectoryKey];
        var directory = Path.GetFullPath(configured ?? UsualDirectory);
        if (!Directory.Exists(directory))
        {
            if (configured is not null)
                throw new ConfigurationRefusedException(DirectoryKey, configured, "it must be a directory that exists");
            return;
        }

        var sources = configuration.Sources;
        var variables = sources.LastOrDefault(source => source is EnvironmentVariablesConfigurationSource);
        try
        {
            sources.Insert(variables is null ? sources.Count : sources.IndexOf(variables), new KeyPerFileConfigurationSource
            {
                FileProvider = new PhysicalFileProvider(directory),
                Optional = true,
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationRefusedException(
                $"The files in {directory} ({DirectoryKey}) cannot be read as settings: {exception.Message}", exception);
        }
    }
}
