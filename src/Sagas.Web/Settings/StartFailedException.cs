namespace Sagas.Web.Settings;

/// <summary>
/// The program cannot start because of the machine that it is on: a port is taken, a folder cannot be written. Its message is for
/// people.
/// </summary>
#pragma warning disable CA1064 // Nobody outside the program catches it.
internal sealed class StartFailedException : Exception
#pragma warning restore CA1064
{
    /// <summary>An exception without details.</summary>
    public StartFailedException()
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">Why, as a sentence.</param>
    public StartFailedException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">Why, as a sentence.</param>
    /// <param name="innerException">The cause.</param>
    public StartFailedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
