namespace Sagas.Tests.Durability.World;

internal class Stamp
{
    public Guid StampId { get; set; }

    public Guid ParcelId { get; set; }

    public int Amount { get; set; }
}
