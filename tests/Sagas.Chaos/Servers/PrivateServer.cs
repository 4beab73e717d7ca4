namespace Sagas.Chaos.Servers;

/// <summary>A server of the run's own, managed by the functions of <c>infra/local/servers.sh</c>.</summary>
/// <param name="directory">The directory that holds all its files.</param>
internal abstract class PrivateServer(string directory)
{
    private static readonly string Functions = Path.Combine(Repository.Root, "infra", "local", "servers.sh");

    protected string Directory => directory;

    /// <summary>Calls a function.</summary>
    /// <returns>What it printed.</returns>
    protected Task<string> CallAsync(string function, string arguments = "") =>
        Shell.RunAsync($". {Functions}; {function} {directory} {arguments}");

    protected static Task InstallAsync(string package) => Shell.RunAsync($". {Functions}; install_missing {package}");
}
