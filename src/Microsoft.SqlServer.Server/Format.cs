namespace Microsoft.SqlServer.Server;

/// <summary>How a user-defined type is serialized.</summary>
public enum Format
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>By SQL Server itself.</summary>
    Native = 1,

    /// <summary>By the type's own code.</summary>
    UserDefined = 2,
}
