namespace Sagas.Durability.Outbox;

/// <summary>
/// A connection to a broker that refuses messages for reasons that may lie in the connection. Whoever sets up such a transport
/// registers it by <c>AddBrokerConnection</c>.
/// </summary>
public interface IBrokerConnection
{
    /// <summary>Whether the broker was there, took a message and said no to it.</summary>
    /// <param name="failure">Why a message could not be sent.</param>
    /// <returns>Whether it was refused; false for everything that leads to a new connection anyway.</returns>
    bool IsRefusal(Exception failure);

    /// <summary>Closes the connection, so that it is re-established. What is being handled is delivered again.</summary>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    Task RenewAsync(CancellationToken cancellationToken);
}
