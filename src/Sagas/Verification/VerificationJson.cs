using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sagas.Verification;

/// <summary>Writes the result for programs.</summary>
internal static class VerificationJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // It is also read by people, and never becomes part of a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the result.</summary>
    public static string Write(VerificationResult result) => JsonSerializer.Serialize(
        new
        {
            ReadAt = result.ReadAt.UtcDateTime,
            result.IsOneMoment,
            result.Holds,
            Invariants = result.Invariants.Select(invariant => new
            {
                invariant.Name,
                invariant.Promise,
                invariant.IsSkipped,
                invariant.Holds,
                Counts = invariant.Counts.ToDictionary(count => count.Key, count => count.Value, StringComparer.Ordinal),
                invariant.Notes,
                OffenceCount = invariant.ViolationCount,
                Offences = invariant.Violations,
            }),
        },
        Json);
}
