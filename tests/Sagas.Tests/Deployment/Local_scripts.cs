using System.Diagnostics;
using System.Text.RegularExpressions;
using Sagas.Hosting.Startup;
using Sagas.Tests.Architecture;

namespace Sagas.Tests.Deployment;

/// <summary>The scripts that run the service without containers.</summary>
internal partial class Local_scripts
{
    private static IEnumerable<string> Scripts =>
        SourceTree.FilesBelow("infra").Where(path => path.EndsWith(".sh", StringComparison.Ordinal));

    [Test]
    public void Should_start_every_role()
    {
        var roles = Roles().Match(File.ReadAllText(SourceTree.Absolute("infra/local/settings.sh"))).Groups["roles"].Value
            .Split(' ');
        roles.ShouldBe(Enum.GetNames<Role>().Except([nameof(Role.None), nameof(Role.All)], StringComparer.Ordinal));
    }

    [TestCaseSource(nameof(Scripts))]
    public void Should_be_shell_scripts_without_mistakes_of_grammar(string path)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-n", SourceTree.Absolute(path)])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var complaints = bash.StandardError.ReadToEnd();
        bash.WaitForExit();
        complaints.ShouldBeEmpty();
    }

    [GeneratedRegex(@"^roles=\((?<roles>[^)]*)\)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Roles();
}
