using System.Security.Cryptography;
using System.Text;
using Sagas.Durability.Registry;

namespace Sagas.Operations.Alerts;

/// <summary>Sagas that are stuck in the same state for the same reason.</summary>
/// <param name="SagaType">Their type.</param>
/// <param name="State">The state.</param>
/// <param name="Cause">The reason.</param>
/// <param name="Sagas">The sagas, those that have been stuck longest first.</param>
internal sealed record StuckGroup(string SagaType, string State, StuckCause Cause, IReadOnlyList<StuckMember> Sagas)
{
    private const int KeyBytes = 8;

    /// <summary>What the group is called in addresses; it stays the same as long as there is such a group.</summary>
    public string Key { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', SagaType, State, Cause.Kind, Cause.MessageType, Cause.ExceptionType))).AsSpan(0, KeyBytes));

    /// <summary>Some of the sagas.</summary>
    /// <param name="after">The alert after which to begin; null for the beginning.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<StuckMember> Page(Guid? after, int most)
    {
        var begin = after is null ? 0 : Sagas.TakeWhile(saga => saga.Alert.AlertId != after).Count() + 1;
        return [.. Sagas.Skip(begin).Take(most)];
    }

    /// <summary>Since when the first of them has been stuck.</summary>
    public DateTimeOffset Oldest => Sagas[0].Alert.Since;

    /// <summary>What is at stake, by currency.</summary>
    public IReadOnlyList<StuckValue> Values { get; } =
    [
        .. Sagas.Where(saga => saga.Summary is { Amount: not null, Currency: not null })
            .GroupBy(saga => saga.Summary!.Currency!, saga => saga.Summary!.Amount!.Value, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(amounts => amounts.Sum())
            .Select(amounts => new StuckValue(amounts.Sum(), amounts.Key)),
    ];
}

/// <summary>A saga that is stuck.</summary>
/// <param name="Alert">The alert about it.</param>
/// <param name="Summary">What it is about; null if that is not known.</param>
/// <param name="Error">Its last error as the exception words it, unmasked; null if there is none.</param>
internal sealed record StuckMember(SagaAlert Alert, SagaSummary? Summary, string? Error);

/// <summary>What is at stake.</summary>
/// <param name="Amount">The sum.</param>
/// <param name="Currency">The ISO 4217 code of its currency.</param>
internal sealed record StuckValue(decimal Amount, string Currency);
