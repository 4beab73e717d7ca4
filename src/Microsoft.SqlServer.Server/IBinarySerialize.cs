namespace Microsoft.SqlServer.Server;

/// <summary>A user-defined type that reads and writes itself.</summary>
public interface IBinarySerialize
{
    /// <summary>Reads the value.</summary>
    /// <param name="r">Where from.</param>
    void Read(BinaryReader r);

    /// <summary>Writes the value.</summary>
    /// <param name="w">Where to.</param>
    void Write(BinaryWriter w);
}
