using System.Globalization;
using MassTransit;
using Sagas.Durability.Messages;

namespace Sagas.Durability.Receive;

/// <summary>
/// Names under which the inbox records what happened to a message that was not handled. A dead letter that is sent again has
/// names of its own, which include its id: what was recorded about the message before must not count. Otherwise its next failure
/// would be taken for a duplicate of the last one and be lost, and its first delivery for one of many that killed a process.
/// </summary>
internal static class FailureClaims
{
    /// <summary>
    /// How long the name of who claims messages may be: with what is added here it must fit the inbox's column.
    /// </summary>
    public const int LongestClaimant = 130;

    private const string DeadEnding = "dead";
    private const string UnreadEnding = "unread";

    /// <summary>A consumer failed, and the message will be redelivered later.</summary>
    public static string Redelivery(string consumerId, ReceiveContext context, int number) =>
        $"{consumerId}#{RoundOf(context)}{number.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>A consumer was told when to handle the message again, and it will be redelivered then.</summary>
    public static string Postponement(string consumerId, ReceiveContext context, int number) =>
        $"{consumerId}#{RoundOf(context)}postponed{number.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>A consumer failed for good.</summary>
    public static string Dead(string consumerId, ReceiveContext context) => $"{consumerId}#{RoundOf(context)}{DeadEnding}";

    /// <summary>No consumer saw the message.</summary>
    public static string Unread(string endpoint, ReceiveContext context) => $"{endpoint}#{RoundOf(context)}{UnreadEnding}";

    /// <summary>The prefix of the names of counted deliveries.</summary>
    public static string CrashPrefix(string endpoint, ReceiveContext context) =>
        $"{endpoint}#{RoundOf(context)}crash{NumberOf(context)}.";

    /// <summary>Whether a claim says that a dead letter, sent again, has become a dead letter once more.</summary>
    public static bool SaysFailedAgain(string claim, Guid retriedLetter) =>
        claim.EndsWith($"#{RoundOf(retriedLetter)}{DeadEnding}", StringComparison.Ordinal)
        || claim.EndsWith($"#{RoundOf(retriedLetter)}{UnreadEnding}", StringComparison.Ordinal);

    /// <summary>Whether a claim says that a consumer of an endpoint has handled the message.</summary>
    public static bool SaysHandled(string claim, string endpoint) =>
        claim.StartsWith($"{endpoint}:", StringComparison.Ordinal) && !claim.Contains('#', StringComparison.Ordinal);

    // Of the redelivery, and since then of the postponement, if there was one.
    private static string NumberOf(ReceiveContext context)
    {
        var number = TransportHeaders.RedeliveriesOf(context).ToString(CultureInfo.InvariantCulture);
        var postponed = Receive.Postponement.Of(context).Number;
        return postponed == 0 ? number : $"{number}-{postponed.ToString(CultureInfo.InvariantCulture)}";
    }

    private static string RoundOf(ReceiveContext context) =>
        TransportHeaders.RetriedLetterOf(context) is { } deadLetter ? RoundOf(deadLetter) : "";

    private static string RoundOf(Guid deadLetter) => $"{deadLetter:N}.";
}
