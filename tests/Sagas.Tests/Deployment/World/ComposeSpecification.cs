using System.Text.RegularExpressions;

namespace Sagas.Tests.Deployment.World;

/// <summary>The part of the Compose specification that the repository's files make use of.</summary>
internal static partial class ComposeSpecification
{
    private static readonly HashSet<string> TopLevel = ["name", "services", "volumes", "secrets"];

    private static readonly HashSet<string> Service =
    [
        "build", "cap_drop", "command", "depends_on", "entrypoint", "environment", "healthcheck", "hostname", "image", "init",
        "logging", "ports", "pull_policy", "read_only", "restart", "secrets", "security_opt", "shm_size", "stop_grace_period",
        "tmpfs", "volumes",
    ];

    private static readonly HashSet<string> Build = ["context", "dockerfile", "args"];

    private static readonly HashSet<string> HealthCheck = ["test", "interval", "timeout", "retries", "start_period", "disable"];

    private static readonly HashSet<string> Dependency = ["condition"];

    private static readonly HashSet<string> Conditions = ["service_started", "service_healthy", "service_completed_successfully"];

    private static readonly HashSet<string> Restarts = ["no", "always", "on-failure", "unless-stopped"];

    private static readonly HashSet<string> PullPolicies = ["always", "never", "missing", "build"];

    private static readonly HashSet<string> TestKinds = ["NONE", "CMD", "CMD-SHELL"];

    private static readonly HashSet<string> Tags = ["!reset", "!override"];

    /// <summary>What is wrong in a file or in several put together.</summary>
    public static IEnumerable<string> Violations(Yaml compose) =>
    [
        .. Unknown(compose, TopLevel),
        .. compose["services"].Members.Values.SelectMany(ViolationsOf),
        .. compose.All().Where(value => value.Tag is { } tag && !Tags.Contains(tag))
            .Select(value => $"{value.Place} has tag {value.Tag}"),
    ];

    private static IEnumerable<string> ViolationsOf(Yaml service) =>
    [
        .. Unknown(service, Service),
        .. Unknown(service.Optional("build"), Build),
        .. Unknown(service.Optional("healthcheck"), HealthCheck),
        .. service.Optional("depends_on").Members.Values.SelectMany(dependency => Unknown(dependency, Dependency)),
        .. service.Optional("depends_on").Members.Values
            .SelectMany(dependency => NoneOf(dependency.Optional("condition"), Conditions)),
        .. NoneOf(service.Optional("restart"), Restarts),
        .. NoneOf(service.Optional("pull_policy"), PullPolicies),
        .. NoneOf(
            service.Optional("healthcheck").Optional("test").Items is [var kind, ..] ? kind : service.Optional("test"),
            TestKinds),
        .. Mismatches(service.Optional("stop_grace_period"), Duration()),
        .. Mismatches(service.Optional("healthcheck").Optional("interval"), Duration()),
        .. Mismatches(service.Optional("healthcheck").Optional("timeout"), Duration()),
        .. Mismatches(service.Optional("healthcheck").Optional("start_period"), Duration()),
        .. service.Optional("ports").Items.SelectMany(port => Mismatches(port, Port())),
        .. service.Optional("volumes").Items.SelectMany(volume => Mismatches(volume, Volume())),
    ];

    private static IEnumerable<string> Unknown(Yaml map, HashSet<string> known) => map.Members.Keys
        .Where(key => !known.Contains(key) && !key.StartsWith("x-", StringComparison.Ordinal))
        .Select(key => $"{map.Place} has an unknown {key}");

    private static IEnumerable<string> NoneOf(Yaml value, HashSet<string> known) =>
        value.Text.Length == 0 || known.Contains(value.Text) ? [] : [$"{value.Place} is {value.Text}"];

    private static IEnumerable<string> Mismatches(Yaml value, Regex pattern) =>
        value.Text.Length == 0 || pattern.IsMatch(value.Text) ? [] : [$"{value.Place} is {value.Text}"];

    [GeneratedRegex(@"^(\d+(us|ms|s|m|h))+$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Duration();

    [GeneratedRegex(@"^[\d.]+:\d+:\d+$", RegexOptions.NonBacktracking)]
    private static partial Regex Port();

    [GeneratedRegex(@"^[\w./-]+:/[\w./-]+(:r[ow])?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Volume();
}
