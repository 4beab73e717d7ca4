namespace Sagas.Tests.Durability.World;

// A small process that has nothing to do with orders: the durable layer must serve any saga and any consumer.
internal record ParcelPosted(Guid ParcelId, string Address);

internal record ParcelDelivered(Guid ParcelId);

internal record ParcelLost(Guid ParcelId);

internal record ParcelTouched(Guid ParcelId, string Note);

internal record ParcelRegistered(Guid ParcelId, int Step);

internal record StampParcel(Guid ParcelId, int Amount);

internal record ParcelStamped(Guid ParcelId);

internal record Explode(Guid ParcelId);

internal record InsureParcel(Guid ParcelId, int Amount);

internal record ParcelDamaged(Guid ParcelId, string What);

internal record PolicyEnded(Guid ParcelId);

internal record PolicyRenewed(Guid ParcelId);

internal record AskForWeight(Guid ParcelId);

internal record WeighParcel(Guid ParcelId);

internal record ParcelWeighed(Guid ParcelId, int Grams);
