using MassTransit;
using Sagas.Durability.Messages;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>Distinguishes messages that an operator has changed from those that are as they were sent.</summary>
internal static class EditedMessageExtensions
{
    /// <summary>
    /// Whether the message was a dead letter that an operator changed before it was retried. It has the id of the message
    /// that failed; a consumer that has stored what the failed message said must replace it with what this one says.
    /// </summary>
    /// <param name="context">The message.</param>
    /// <returns>Whether it was changed.</returns>
    public static bool WasEdited(this ConsumeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.ReceiveContext.TransportHeaders.TryGetHeader(TransportHeaders.Edited, out _);
    }
}
