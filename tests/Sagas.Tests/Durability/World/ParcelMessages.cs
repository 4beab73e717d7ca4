namespace Sagas.Tests.Durability.World;

// A small process that has nothing to do with orders: the durable layer must serve any saga and any consumer.
public record ParcelPosted(Guid ParcelId, string Address);

public record ParcelDelivered(Guid ParcelId);

public record ParcelLost(Guid ParcelId);

public record ParcelTouched(Guid ParcelId, string Note);

public record ParcelRegistered(Guid ParcelId, int Step);

public record StampParcel(Guid ParcelId, int Amount);

public record ParcelStamped(Guid ParcelId);

public record Explode(Guid ParcelId);
