namespace Sagas.Durability.Messages;

/// <summary>Short names of message types, as the history shows them.</summary>
internal static class EventName
{
    /// <summary><c>PaymentCompleted</c>, or <c>ProcessPaymentFaulted</c> for <c>Fault&lt;ProcessPayment&gt;</c>.</summary>
    public static string Of(Type message) => message.IsGenericType
        ? string.Concat(message.GetGenericArguments().Select(Of)) + (Plain(message) is "Fault" ? "Faulted" : Plain(message))
        : message.Name;

    /// <summary>The same for <c>urn:message:Namespace:Type</c>, the first of several separated by semicolons.</summary>
    public static string OfUrn(string messageTypes)
    {
        var first = messageTypes.Split(';')[0];
        return first[(first.LastIndexOf(':') + 1)..];
    }

    private static string Plain(Type message) => message.Name[..message.Name.IndexOf('`', StringComparison.Ordinal)];
}
