using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Databases;
using Sagas.Durability.History;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Verification;

/// <summary>Rebuilds a saga from its history, and compares it with the stored one.</summary>
/// <typeparam name="TSaga">The saga.</typeparam>
internal sealed class SagaFold<TSaga>(DbContext database) where TSaga : class
{
    private const int LongestValue = 80;

    private readonly StoredTable _table = StoredTable.Of<TSaga>(database);
    private readonly Dictionary<string, JsonElement> _blank = SagaSnapshot.Describe(
        StoredTable.Of<TSaga>(database), Activator.CreateInstance(typeof(TSaga), nonPublic: true)!);

    /// <summary>The state of a saga that no message has touched.</summary>
    public const string Beginning = SagaTransition.InitialState;

    public string? StateOf(TSaga saga) => SagaSnapshot.Take(_table, saga).State;

    public IEnumerable<string> Differences(TSaga saga, IEnumerable<SagaTransition> steps)
    {
        var folded = new Dictionary<string, JsonElement>(_blank, StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (Read(step) is not { } changes)
            {
                yield return $"its step {step.Version} has changes that cannot be read";
                yield break;
            }

            if (step.BeginsAgain)
                folded = new Dictionary<string, JsonElement>(_blank, StringComparer.Ordinal);
            foreach (var (field, value) in changes)
                folded[field] = value;
        }

        var stored = SagaSnapshot.Describe(_table, saga);
        foreach (var field in folded.Keys.Union(stored.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (isFolded, isStored) = (folded.TryGetValue(field, out var told), stored.TryGetValue(field, out var kept));
            if (!isFolded || !isStored || !JsonElement.DeepEquals(told, kept))
                yield return $"{field} is {Text(isStored, kept)}, but its history folds to {Text(isFolded, told)}";
        }
    }

    private static Dictionary<string, JsonElement>? Read(SagaTransition step)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(step.Changes);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(bool isThere, JsonElement value)
    {
        var text = isThere ? value.GetRawText() : "nothing";
        return text.Length <= LongestValue ? text : text[..LongestValue] + "…";
    }
}
