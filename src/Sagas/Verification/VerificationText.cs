using System.Globalization;
using Sagas.Durability.Verification;

namespace Sagas.Verification;

/// <summary>Writes the result for people.</summary>
internal static class VerificationText
{
    private const string Margin = "             ";

    /// <summary>Writes the result.</summary>
    public static IEnumerable<string> Write(VerificationResult result)
    {
        yield return Invariant(
            $"Read as of {result.ReadAt:yyyy-MM-ddTHH:mm:ss.fffZ}{(result.IsOneMoment ? "" : ", each statement by itself: the database does not allow snapshots")}");
        foreach (var line in result.Invariants.SelectMany(Write))
            yield return line;
        yield return result.Holds
            ? "Everything that was checked holds."
            : $"Violated: {string.Join(", ", result.Invariants.Where(invariant => !invariant.Holds).Select(invariant => invariant.Name))}.";
    }

    private static IEnumerable<string> Write(InvariantFindings invariant)
    {
        yield return $"{invariant.Name} {Verdict(invariant),-8}  {invariant.Promise}";
        if (invariant.Counts.Count > 0)
            yield return Margin + string.Join(", ", invariant.Counts.Select(count => Invariant($"{count.Key} {count.Value:N0}")));
        foreach (var note in invariant.Notes)
            yield return $"{Margin}{note}";
        foreach (var offence in invariant.Violations)
            yield return $"{Margin}! {offence.Subject} {offence.What}";
        if (invariant.ViolationCount > invariant.Violations.Count)
            yield return Invariant($"{Margin}! and {invariant.ViolationCount - invariant.Violations.Count:N0} more");
    }

    private static string Verdict(InvariantFindings invariant) =>
        invariant.IsSkipped ? "skipped" : invariant.Holds ? "holds" : "VIOLATED";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
