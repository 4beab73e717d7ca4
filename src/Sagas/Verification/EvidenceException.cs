namespace Sagas.Verification;

/// <summary>A file that is to be compared with the database cannot be read.</summary>
internal class EvidenceException : Exception
{
    /// <summary>An exception without details.</summary>
    public EvidenceException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public EvidenceException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    public EvidenceException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
