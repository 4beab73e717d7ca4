using MassTransit;

namespace Sagas.Durability.Diagnostics;

/// <summary>
/// The message that the current flow of control is about. What is logged in it may quote the message, and is written without the
/// message's secrets.
/// </summary>
internal static class MessageInHand
{
    private static readonly AsyncLocal<ReceiveContext?> Received = new();

    /// <summary>The message; null where none is being handled.</summary>
    public static ReceiveContext? Current => Received.Value;

    /// <summary>Takes a message in hand, until the asynchronous method that calls this ends.</summary>
    /// <param name="context">The message.</param>
    public static void Take(ReceiveContext context) => Received.Value = context;
}
