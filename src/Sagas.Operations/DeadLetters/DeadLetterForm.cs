using Sagas.Durability.DeadLetters.Editing;

namespace Sagas.Operations.DeadLetters;

/// <summary>What somebody has filled in on the page of a dead letter, and the result of checking it.</summary>
/// <param name="Action">Which form it is.</param>
/// <param name="Reason">Why, in their words.</param>
/// <param name="Body">The message as they have changed it.</param>
public sealed record DeadLetterForm(string Action, string? Reason, string? Body = null)
{
    /// <summary>Send it again as it is.</summary>
    public const string Retry = "retry";

    /// <summary>Check a change.</summary>
    public const string Examine = "check";

    /// <summary>Change it and send it again.</summary>
    public const string Edit = "edit";

    /// <summary>Remove it.</summary>
    public const string Discard = "discard";

    /// <summary>The content type that they have chosen; null for the one it has.</summary>
    public string? ContentType { get; init; }

    /// <summary>Why nothing was done.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>The result of checking the edited message.</summary>
    public MessageCheck? Check { get; init; }
}
