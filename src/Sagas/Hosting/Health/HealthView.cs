using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sagas.Hosting.Health;

/// <summary>The service's health.</summary>
/// <param name="Status">The worst of its parts: <c>Healthy</c>, <c>Degraded</c> or <c>Unhealthy</c>.</param>
/// <param name="Entries">Its parts by name.</param>
internal record HealthView(string Status, IReadOnlyDictionary<string, HealthEntryView> Entries)
{
    /// <summary>Whether a text is such a document. Any web server may answer 200, at any address.</summary>
    /// <param name="json">What was answered.</param>
    /// <returns>Whether it says how this service is.</returns>
    public static bool Reads(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<HealthView>(json, JsonSerializerOptions.Web) is { Entries: not null } view
                && Enum.TryParse<HealthStatus>(view.Status, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>The health of one part.</summary>
/// <param name="Status"><c>Healthy</c>, <c>Degraded</c> or <c>Unhealthy</c>.</param>
/// <param name="Description">What is known about it.</param>
/// <param name="DurationMs">How long the check took, in milliseconds.</param>
internal record HealthEntryView(string Status, string? Description, double DurationMs);
