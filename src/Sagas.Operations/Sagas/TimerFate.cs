using System.Text.Json.Serialization;

namespace Sagas.Operations.Sagas;

/// <summary>What has become of a timer that a saga has set.</summary>
/// <param name="Status">What has become of it.</param>
/// <param name="DueAt">When it fires, or should have fired, after it was moved, UTC.</param>
/// <param name="At">When it fired or was canceled, UTC; null if it is pending, or if that is not known.</param>
/// <param name="EndedBy">The event on which the saga canceled it; null if it was not canceled, or if that is not known.</param>
/// <param name="ChangedBy">Who moved it or fired it early; null if nobody did.</param>
public sealed record TimerFate(
    TimerStanding Status, DateTimeOffset DueAt, DateTimeOffset? At, string? EndedBy, string? ChangedBy);

/// <summary>What has become of a timer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TimerStanding>))]
public enum TimerStanding
{
    /// <summary>It has not fired yet.</summary>
    Pending,

    /// <summary>It has fired.</summary>
    Fired,

    /// <summary>The saga has canceled it.</summary>
    Cancelled,

    /// <summary>It has fired or was canceled, and nothing is left that tells which.</summary>
    Over,
}
