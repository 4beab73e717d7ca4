using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Sagas.Hosting.Startup;
using Sagas.Tests.Architecture;
using Sagas.Tests.Deployment.World;
using Sagas.Web.Settings;

namespace Sagas.Tests.Deployment;

/// <summary>What nobody should read in a container's environment comes from files.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class Secrets_in_files : IDisposable
{
    private const string Passwords =
        "SAGAS_RABBITMQ_PASSWORD=Aa1broker\nSAGAS_DATABASE_PASSWORD=Aa1service\nSAGAS_DATABASE_OWNER_PASSWORD=Aa1owner\n";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sagas-secrets-");

    private static IEnumerable<ComposeFile> Files => ComposeFile.WithSecrets;

    public void Dispose() => _directory.Delete(recursive: true);

    [TestCaseSource(nameof(Files))]
    public void Should_take_the_place_of_variables(ComposeFile compose)
    {
        foreach (var service in compose.Roles.Append(compose["migrate"]))
        {
            service.Environment.Keys.ShouldNotContain(key => key.StartsWith("ConnectionStrings__", StringComparison.Ordinal));
            service.Definition["secrets"].Items.Select(secret => secret.Has("target") ? secret["target"].Text : secret.Text)
                .ShouldBe(["ConnectionStrings__RabbitMq", "ConnectionStrings__Sagas"], service.Name);
        }

        ComposeSpecification.Violations(compose.Root).ShouldBeEmpty();
    }

    [TestCase("sqlserver", "User Id=sagas;Password=Aa1service", "User Id=sagas_owner;Password=Aa1owner")]
    [TestCase("postgres", "Username=sagas;Password=Aa1service", "Username=sagas;Password=Aa1service")]
    public async Task Should_be_written_from_the_passwords_and_read_by_the_service(
        string database, string ofService, string ofOwner)
    {
        Write(".env", Passwords);
        (await RunAsync(database)).ExitCode.ShouldBe(0);

        Read(("Sagas:SecretsDirectory", Of("secrets")))["ConnectionStrings:RabbitMq"]
            .ShouldBe("amqp://sagas:Aa1broker@rabbitmq:5672/");
        Read(("Sagas:SecretsDirectory", Of("secrets")))["ConnectionStrings:Sagas"].ShouldNotBeNull().ShouldContain(ofService);
        (await File.ReadAllTextAsync(Of("secrets/ConnectionStrings__Sagas-owner"))).ShouldContain(ofOwner);
    }

    [TestCase("", "There is no .env here")]
    [TestCase("SAGAS_RABBITMQ_PASSWORD=a\n", "SAGAS_DATABASE_PASSWORD is not set")]
    [TestCase("SAGAS_RABBITMQ_PASSWORD=a;b\n", "letters and digits only")]
    public async Task Should_not_be_written_without_passwords(string passwords, string told)
    {
        if (passwords.Length > 0)
            Write(".env", passwords);
        var (exitCode, errors) = await RunAsync("sqlserver");

        (exitCode, Directory.Exists(Of("secrets"))).ShouldBe((1, false));
        errors.ShouldContain(told);
    }

    [Test]
    public void Should_yield_to_variables_and_arguments_only()
    {
        Write("Sagas__Orders__Concurrency", "3\n");
        Write("Sagas__Transport", "RabbitMq");
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("Sagas:Orders:Concurrency", "1"), new("Sagas:Transport", "x")]);
        configuration.AddEnvironmentVariables("NONE_OF_THESE_");
        configuration.AddInMemoryCollection(
            [new("Sagas:Transport", "InMemory"), new(SecretFiles.DirectoryKey, _directory.FullName)]);
        configuration.AddSecretFiles();

        configuration["Sagas:Orders:Concurrency"].ShouldBe("3");
        configuration["Sagas:Transport"].ShouldBe("InMemory");
    }

    [Test]
    public void Should_be_in_a_directory_that_exists()
    {
        var refused = Should.Throw<ConfigurationRefusedException>(() => Read((SecretFiles.DirectoryKey, Of("nowhere"))));
        refused.Message.ShouldContain("Sagas:SecretsDirectory is '");
    }

    private static ConfigurationManager Read(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        configuration.AddSecretFiles();
        return configuration;
    }

    private async Task<(int ExitCode, string Errors)> RunAsync(string database)
    {
        using var script = Process.Start(new ProcessStartInfo(SourceTree.Absolute("infra/docker/secrets.sh"), [database])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["SAGAS_COMPOSE_DIRECTORY"] = _directory.FullName },
        })!;
        var errors = await script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        return (script.ExitCode, errors);
    }

    private string Of(string name) => Path.Combine(_directory.FullName, name);

    private void Write(string name, string text) => File.WriteAllText(Of(name), text);
}
