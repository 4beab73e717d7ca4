namespace Sagas.Durability.Databases;

/// <summary>
/// A value does not fit its column. One database would refuse it, another would round it or keep what the first cannot hold; and
/// trying again would not help.
/// </summary>
#pragma warning disable CA1064 // Whoever sends a message learns of it by its dead letter; nobody catches it.
internal sealed class UnstorableValueException : Exception
{
    public UnstorableValueException()
    {
    }

    public UnstorableValueException(string message)
        : base(message)
    {
    }

    public UnstorableValueException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
#pragma warning restore CA1064
