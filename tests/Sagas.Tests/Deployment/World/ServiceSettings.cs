using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Sagas.Access.Settings;
using Sagas.Durability.Settings;
using Sagas.Hosting.Database;
using Sagas.Hosting.Transport;
using Sagas.Notifications;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Payments;
using Sagas.Tests.Architecture;

namespace Sagas.Tests.Deployment.World;

/// <summary>The service's configuration as a container's environment makes it.</summary>
internal static partial class ServiceSettings
{
    private static readonly (string Section, Type Options)[] Sections =
    [
        (OrdersOptions.Section, typeof(OrdersOptions)),
        (OrdersApiOptions.Section, typeof(OrdersApiOptions)),
        (PaymentOptions.Section, typeof(PaymentOptions)),
        (NotificationOptions.Section, typeof(NotificationOptions)),
        (DurabilityOptionsValidation.Section, typeof(DurabilityOptions)),
        (AccessOptions.Section, typeof(AccessOptions)),
        (TransportSetup.BrokerSection, typeof(BrokerOptions)),
    ];

    /// <summary>Settings that are read one by one, as the sources spell them.</summary>
    private static readonly HashSet<string> SingleKeys = SourceFile.Below("src")
        .SelectMany(file => file.Find(SingleKey(), TextKind.Literal))
        .Select(finding => finding.What)
        .Except(Sections.Select(section => section.Section), StringComparer.Ordinal)
        .ToHashSet(StringComparer.Ordinal);

    public static IConfigurationRoot From(ComposeService service) => new ConfigurationBuilder()
        .AddInMemoryCollection(service.Environment.Select(variable => KeyValuePair.Create<string, string?>(
            variable.Key.Replace("__", ":", StringComparison.Ordinal), ComposeFile.Interpolate(variable.Value))))
        .Build();

    /// <summary>Keys that the service does not know, and values that it cannot read.</summary>
    public static IEnumerable<string> Refused(IConfigurationRoot configuration)
    {
        foreach (var (section, options) in Sections)
        {
            var problem = Bind(configuration.GetSection(section), options);
            if (problem is not null)
                yield return problem;
        }

        foreach (var (key, value) in configuration.AsEnumerable())
            if (value is not null && key.StartsWith("Sagas:", StringComparison.Ordinal) && !IsKnown(key))
                yield return $"{key} is read nowhere";
    }

    private static bool IsKnown(string key) =>
        SingleKeys.Contains(key)
        || Array.Exists(Sections, section => key.StartsWith($"{section.Section}:", StringComparison.Ordinal));

    private static string? Bind(IConfigurationSection section, Type options)
    {
        try
        {
            section.Get(options, binding => binding.ErrorOnUnknownConfiguration = true);
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return $"{section.Path}: {exception.Message}";
        }
    }

    [GeneratedRegex("Sagas(:[A-Za-z]+)+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SingleKey();
}
