namespace Sagas.Tests.Durability.World;

public class Stamp
{
    public Guid StampId { get; set; }

    public Guid ParcelId { get; set; }

    public int Amount { get; set; }
}
