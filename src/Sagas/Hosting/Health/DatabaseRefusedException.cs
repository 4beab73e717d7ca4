using System.Data.Common;

namespace Sagas.Hosting.Health;

/// <summary>The database is not in order, so that nothing is stored.</summary>
internal sealed class DatabaseRefusedException : DbException
{
    /// <summary>An exception without details.</summary>
    public DatabaseRefusedException()
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">What is wrong.</param>
    public DatabaseRefusedException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public DatabaseRefusedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
