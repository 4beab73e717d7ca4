using System.Text.RegularExpressions;
using Sagas.Tests.Architecture;
using Sagas.Tests.Deployment.World;

namespace Sagas.Tests.Deployment;

[TestFixtureSource(typeof(ComposeFile), nameof(ComposeFile.All))]
internal partial class Compose_files
{
    private readonly ComposeFile _compose;

    public Compose_files(ComposeFile compose) => _compose = compose;

    [Test]
    public void Should_say_only_what_the_specification_knows()
    {
        foreach (var file in _compose.Files.Select(Yaml.Read))
            ComposeSpecification.Violations(file).ShouldBeEmpty();
        ComposeSpecification.Violations(_compose.Root).ShouldBeEmpty();
    }

    [Test]
    public void Should_pin_every_image()
    {
        foreach (var service in _compose.Services.Where(service => !service.Image.StartsWith("sagas:", StringComparison.Ordinal)))
            PinnedImage().IsMatch(service.Image).ShouldBeTrue($"{service}: {service.Image} does not name one version");
    }

    [Test]
    public void Should_mount_what_is_in_the_repository_and_leave_it_alone()
    {
        foreach (var (service, mount) in Mounts().Where(found => found.Mount.Source.StartsWith('.')))
        {
            Path.Exists(SourceTree.Absolute(mount.Source)).ShouldBeTrue($"{service} mounts {mount.Source}");
            mount.Mode.ShouldBe("ro", $"{service} mounts {mount.Source}");
        }
    }

    [Test]
    public void Should_declare_every_volume_and_use_it() =>
        Mounts().Select(found => found.Mount.Source).Where(source => !source.StartsWith('.')).Distinct(StringComparer.Ordinal)
            .ShouldBe(_compose.Root["volumes"].Members.Keys, ignoreOrder: true);

    [Test]
    public void Should_wait_only_for_what_can_come_true()
    {
        foreach (var service in _compose.Services)
        {
            foreach (var (name, condition) in service.Definition.Optional("depends_on").Members)
            {
                var other = _compose[name];
                switch (condition["condition"].Text)
                {
                    case "service_healthy":
                        other.IsChecked.ShouldBeTrue($"{service} waits for the health of {name}");
                        break;
                    case "service_completed_successfully":
                        other.Definition["restart"].Text.ShouldBe("no", $"{service} waits for the end of {name}");
                        break;
                }
            }
        }
    }

    [Test]
    public void Should_check_the_health_of_all_that_can_tell() =>
        // Some end by themselves; the other's image holds no program that could ask.
        _compose.Services.Where(service => !service.IsChecked).Select(service => service.Name)
            .ShouldBe([.. Ending, "otel-collector"], ignoreOrder: true);

    [Test]
    public void Should_come_back_after_a_crash() =>
        _compose.Services.Where(service => service.Definition["restart"].Text != "unless-stopped").Select(service => service.Name)
            .ShouldBe(Ending, ignoreOrder: true);

    [Test]
    public void Should_be_reachable_from_this_machine_only_and_each_at_its_own_port()
    {
        var ports = _compose.Services.SelectMany(service => service.Ports).ToList();
        ports.ShouldAllBe(port => port.StartsWith("127.0.0.1:", StringComparison.Ordinal));
        ports.Select(port => port.Split(':')[1]).ShouldBeUnique();
    }

    [Test]
    public void Should_ask_the_environment_only_for_what_the_example_names()
    {
        var example = Example().Keys;
        _compose.Variables().Select(asked => asked.Split(':')[0]).Distinct(StringComparer.Ordinal)
            .ShouldBe(example, ignoreOrder: true);
    }

    [Test]
    public void Should_not_start_without_passwords() =>
        _compose.Variables().Where(asked => SecretName().IsMatch(asked.Split(':')[0]))
            .ShouldAllBe(asked => asked.EndsWith(":?set it in .env", StringComparison.Ordinal));

    [Test]
    public void Should_hold_no_secret()
    {
        foreach (var value in _compose.Files.Select(Yaml.Read).SelectMany(file => file.All()))
        {
            SecretInside().Matches(value.Text).ShouldAllBe(secret => secret.Groups["value"].Value.StartsWith("${"), value.Place);
            if (SecretName().IsMatch(value.Place))
                value.Text.ShouldStartWith("${", Case.Sensitive, value.Place);
        }
    }

    [Test]
    public void Should_leave_the_passwords_of_the_example_empty_and_the_real_ones_out_of_the_repository()
    {
        Example().Where(variable => SecretName().IsMatch(variable.Key)).ShouldAllBe(variable => variable.Value.Length == 0);
        File.ReadAllLines(SourceTree.Absolute(".gitignore")).ShouldContain(".env");
    }

    [Test]
    public void Should_not_work_as_the_administrator_of_the_database()
    {
        foreach (var service in _compose.Services.Where(service => service.Image.StartsWith("sagas:", StringComparison.Ordinal)))
            service.Environment["ConnectionStrings__Sagas"].ShouldNotContain("User Id=sa;", customMessage: service.Name);
    }

    // Both ends: a container that sets something up, and one that brings the tables up to date.
    private IEnumerable<string> Ending => _compose.Services.Select(service => service.Name)
        .Intersect(["migrate", "database-login"], StringComparer.Ordinal);

    private static Dictionary<string, string> Example() => File.ReadAllLines(SourceTree.Absolute(".env.example"))
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .Select(line => line.Split('=', 2))
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    private IEnumerable<(string Service, (string Source, string Target, string Mode) Mount)> Mounts() =>
        _compose.Services.SelectMany(service => service.Mounts.Select(mount => (service.Name, mount)));

    // A tag such as 4, latest or stable means another image tomorrow.
    [GeneratedRegex(@"^[a-z0-9./-]+:(v?\d+\.\d+(\.\d+)?|\d{4}-CU\d+)(-[\w.]+)*(@sha256:[0-9a-f]{64})?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PinnedImage();

    [GeneratedRegex(@"(PASSWORD|_PASS|SECRET|TOKEN|APIKEY|HASH)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SecretName();

    // In connection strings and addresses.
    [GeneratedRegex(@"(Password|Pwd)=(?<value>[^;]+)|://[^:/@]+:(?<value>[^@/]+)@",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SecretInside();
}
