namespace Microsoft.SqlServer.Server;

/// <summary>Thrown for a CLR type that cannot be a SQL Server user-defined type.</summary>
public sealed class InvalidUdtException : SystemException
{
    /// <summary>An exception without a message.</summary>
    public InvalidUdtException()
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">What is wrong.</param>
    public InvalidUdtException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public InvalidUdtException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>The exception that SqlClient throws.</summary>
    /// <param name="udtType">The type.</param>
    /// <param name="resourceReason">Why it cannot be used.</param>
    /// <returns>The exception.</returns>
    public static InvalidUdtException Create(Type udtType, string resourceReason)
    {
        ArgumentNullException.ThrowIfNull(udtType);
        return new InvalidUdtException($"{udtType.FullName}: {resourceReason}");
    }
}
