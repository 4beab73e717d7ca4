using System.Diagnostics;

namespace Sagas.Tests.Hosting.Startup;

/// <summary>The real program in a process of its own.</summary>
[Parallelizable(ParallelScope.Children)]
internal class When_a_setting_is_wrong
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [TestCase("Sagas:Transport", "Pigeon", "InMemory, RabbitMq")]
    [TestCase("Sagas:Database", "Oracle", "Sqlite, SqlServer, PostgreSql")]
    [TestCase("Sagas:Roles", "Api,Kitchen", "Api, Orders, Payments, Notifications, Operations")]
    [TestCase("Sagas:Roles", "Api", "all roles in one")]
    [TestCase("Sagas:StopTimeout", "soon", "00:00:10")]
    [TestCase("Sagas:StopTimeout", "-00:00:01", "00:00:30")]
    [TestCase("Sagas:Orders:PaymentTimeout", "-00:00:01", "above 00:00:00")]
    [TestCase("Sagas:Orders:PaymentTimeout", "soon", "00:00:10")]
    [TestCase("Sagas:Orders:Concurrency", "many", "a whole number")]
    [TestCase("Sagas:Payments:Gateway", "Bank", "Simulator, Http")]
    [TestCase("Sagas:Notifications:Channel", "Pigeon", "Log, Smtp, Webhook")]
    [TestCase("Sagas:Durability:OutboxLease", "00:00:00", "00:00:01 to 01:00:00")]
    [TestCase("Sagas:Durability:OutboxLease", "long", "00:00:10")]
    [TestCase("Sagas:Durability:ArchiveAfter", "6.00:00:00",
        "00:00:00 for never, or a duration from 7.00:00:00 (Sagas:Durability:DuplicateDetectionWindow) to 3650.00:00:00")]
    [TestCase("Sagas:Durability:ArchiveAfter", "-00:00:01", "00:00:00 for never")]
    [TestCase("Sagas:Durability:DuplicateDetectionWindow", "91.00:00:00", "Sagas:Durability:ArchiveAfter is '90.00:00:00'")]
    [TestCase("Sagas:Durability:KeepMessagesFor", "366.00:00:00", "00:00:00 to 365.00:00:00")]
    [TestCase("Sagas:Durability:KeepMessagesFor", "long", "00:00:10")]
    [TestCase("Sagas:Operations:TraceUrl", "https://host/trace", "an absolute address of http or https with {traceId} in it")]
    [TestCase("Sagas:Operations:TraceUrl", "javascript:alert('{traceId}')", "an absolute address of http or https")]
    [TestCase("Sagas:Operations:TraceUrl", "/trace/{traceId}", "an absolute address of http or https")]
    [TestCase("Sagas:Durability:ArchiveInterval", "00:00:00", "00:00:01 to 1.00:00:00")]
    [TestCase("Sagas:Durability:RetryDelays:0", "often", "00:00:10")]
    [TestCase("Sagas:Durability:RetryDelays", "00:00:01", "Sagas:Durability:RetryDelays:0")]
    [TestCase("Sagas:Durability:RedeliveryDelays:0", "8.00:00:00", "00:00:00 to 7.00:00:00")]
    [TestCase("Sagas:Api:MaxWait", "00:00:00", "00:00:01 to 00:05:00")]
    [TestCase("Sagas:Api:MaxWait", "ever", "00:00:10")]
    [TestCase("ConnectionStrings:Sagas", "Data Source=:memory:", "must be a file")]
    [TestCase("ConnectionStrings:Sagas", "Quelle=x", "SQLite", false)]
    public async Task Should_not_start_and_name_key_value_and_what_is_allowed(
        string key, string value, string allowed, bool namesValue = true)
    {
        var (exitCode, errors) = await RunAsync($"--{key}={value}");

        exitCode.ShouldBe(1, errors);
        errors.ShouldStartWith("Sagas cannot start because of its configuration:");
        errors.ShouldContain(key);
        if (namesValue)
            errors.ShouldContain(value.Split(',')[^1]);
        errors.ShouldContain(allowed);
        errors.ShouldNotContain("   at ");
    }

    [Test]
    public async Task Should_name_every_wrong_setting_at_once()
    {
        var (exitCode, errors) = await RunAsync(
            "--Sagas:Orders:PaymentTimeout=-1", "--Sagas:Durability:OutboxLease=0", "--Sagas:Payments:Concurrency=0");

        exitCode.ShouldBe(1, errors);
        errors.ShouldContain("Sagas:Orders:PaymentTimeout");
        errors.ShouldContain("Sagas:Durability:OutboxLease");
        errors.ShouldContain("Sagas:Payments:Concurrency");
    }

    private static async Task<(int ExitCode, string Errors)> RunAsync(params string[] arguments)
    {
        var directory = Directory.CreateTempSubdirectory("sagas-refused-");
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(
                "dotnet", [Path.Combine(AppContext.BaseDirectory, "Sagas.dll"), "--urls=http://127.0.0.1:0", .. arguments])
            {
                UseShellExecute = false,
                WorkingDirectory = directory.FullName,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            },
        };
        process.Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            using var deadline = new CancellationTokenSource(Deadline);
            await process.WaitForExitAsync(deadline.Token);
            await output;
            return (process.ExitCode, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            directory.Delete(recursive: true);
        }
    }
}
