namespace Sagas.Durability.Messages;

/// <summary>Reads queue and exchange names out of MassTransit's addresses.</summary>
internal static class EndpointNames
{
    // https://masstransit.io/documentation/configuration/transports/rabbitmq: the parameters of an address
    private const string DeclareQueue = "bind=true";

    /// <summary>
    /// The name at the end of an address, such as <c>process-payment</c> in <c>loopback://localhost/process-payment</c>.
    /// </summary>
    public static string Of(Uri address) =>
        address.Scheme is "queue" or "exchange" or "topic"
            ? address.AbsolutePath.TrimStart('/')
            : Uri.UnescapeDataString(address.Segments[^1].TrimEnd('/'));

    /// <summary>Whether a broker's address names a queue, which a sender would then declare in its own way.</summary>
    public static bool NamesQueue(Uri address) => address.Query.Contains(DeclareQueue, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The exchange in front of a queue. Only its owner knows whether it is a quorum queue and how long it may grow, and a
    /// broker refuses a second declaration that differs.
    /// </summary>
    public static Uri WithoutQueue(Uri address) => NamesQueue(address)
        ? new UriBuilder(address)
        {
            Query = string.Join('&', address.Query.TrimStart('?').Split('&')
                .Where(parameter => !parameter.Equals(DeclareQueue, StringComparison.OrdinalIgnoreCase))),
        }.Uri
        : address;
}
