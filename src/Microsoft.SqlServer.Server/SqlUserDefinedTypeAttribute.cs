namespace Microsoft.SqlServer.Server;

/// <summary>Marks a CLR type as a SQL Server user-defined type.</summary>
/// <param name="format">How it is serialized.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = true)]
public sealed class SqlUserDefinedTypeAttribute(Format format) : Attribute
{
    /// <summary>How it is serialized.</summary>
    public Format Format { get; } = format;

    /// <summary>Largest size in bytes.</summary>
    public int MaxByteSize { get; set; }

    /// <summary>Whether every value has the same size.</summary>
    public bool IsFixedLength { get; set; }

    /// <summary>Whether values sort as their bytes do.</summary>
    public bool IsByteOrdered { get; set; }

    /// <summary>The method that validates a value.</summary>
    public string? ValidationMethodName { get; set; }

    /// <summary>The type's name in SQL Server.</summary>
    public string? Name { get; set; }
}
