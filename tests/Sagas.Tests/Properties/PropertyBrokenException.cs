namespace Sagas.Tests.Properties;

/// <summary>A property does not hold; the message shows the smallest case that was found.</summary>
internal sealed class PropertyBrokenException : Exception
{
    public PropertyBrokenException()
    {
    }

    public PropertyBrokenException(string message) : base(message)
    {
    }

    public PropertyBrokenException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
