namespace Sagas.Durability.Outbox;

/// <summary>
/// A connection to a broker that may nack messages for reasons that lie in the connection itself. The code that sets up such a
/// transport registers it with <c>AddBrokerConnection</c>.
/// </summary>
public interface IBrokerConnection
{
    /// <summary>Whether the broker was reachable and nacked a message.</summary>
    /// <param name="failure">Why a message could not be sent.</param>
    /// <returns>Whether the broker nacked it; false for failures that lead to a new connection anyway.</returns>
    bool IsRefusal(Exception failure);

    /// <summary>Closes the connection, so that it is re-established. Messages being handled are delivered again.</summary>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    Task RenewAsync(CancellationToken cancellationToken);
}
