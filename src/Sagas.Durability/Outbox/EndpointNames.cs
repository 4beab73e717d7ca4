namespace Sagas.Durability.Outbox;

/// <summary>Reads queue and exchange names out of MassTransit's addresses.</summary>
internal static class EndpointNames
{
    /// <summary>The name at the end of an address, such as <c>process-payment</c> in <c>loopback://localhost/process-payment</c>.</summary>
    public static string Of(Uri address) =>
        address.Scheme is "queue" or "exchange" or "topic"
            ? address.AbsolutePath.TrimStart('/')
            : Uri.UnescapeDataString(address.Segments[^1].TrimEnd('/'));
}
