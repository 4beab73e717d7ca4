using System.Globalization;
using System.Text.Json;

namespace Sagas.Tests.Crash;

/// <summary>Folds an order's history and compares the result with its row.</summary>
internal static class HistoryFold
{
    public static IEnumerable<string> Differences(StoredOrder order, IReadOnlyList<StoredTransition> history)
    {
        var folded = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var change in history.SelectMany(step => step.Changes.EnumerateObject()))
            folded[ColumnOf(change.Name)] = change.Value;

        foreach (var (column, value) in folded)
        {
            if (!order.Columns.TryGetValue(column, out var stored))
                yield return $"its history changes {column}, which is not stored";
            else if (!AreSame(value, stored))
                yield return $"its history folds {column} to {value.GetRawText()}, stored is {stored ?? "null"}";
        }

        if (!folded.ContainsKey("CurrentState"))
            yield return "its history never sets CurrentState";
    }

    // The history names fields as JSON does, columns are named as properties are.
    private static string ColumnOf(string field) => char.ToUpperInvariant(field[0]) + field[1..];

    private static bool AreSame(JsonElement folded, object? stored) => (folded.ValueKind, stored) switch
    {
        (JsonValueKind.Null, _) => stored is null,
        (_, null) => false,
        (JsonValueKind.True or JsonValueKind.False, _) => Number(stored) == (folded.GetBoolean() ? 1 : 0),
        (JsonValueKind.Number, _) => Number(stored) == folded.GetDecimal(),
        (JsonValueKind.String, string text) => AreSame(folded.GetString()!, text),
        (JsonValueKind.Array or JsonValueKind.Object, string text) => JsonElement.DeepEquals(folded, JsonElement.Parse(text)),
        _ => false,
    };

    // SQLite keeps ids and times as text of its own form.
    private static bool AreSame(string folded, string stored) =>
        string.Equals(folded, stored, StringComparison.Ordinal)
        || (Guid.TryParse(folded, out var foldedId) && Guid.TryParse(stored, out var storedId) && foldedId == storedId)
        || (Time(folded) is { } foldedTime && Time(stored) is { } storedTime && foldedTime == storedTime);

    private static decimal? Number(object stored) =>
        decimal.TryParse(Convert.ToString(stored, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static DateTimeOffset? Time(string text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        ? time
        : null;
}
