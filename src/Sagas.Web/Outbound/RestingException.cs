using System.Globalization;

namespace Sagas.Web.Outbound;

/// <summary>An outside service has said when it may be called again, and it is not time yet.</summary>
public sealed class RestingException : Exception
{
    /// <summary>An exception without details.</summary>
    public RestingException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public RestingException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    public RestingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A service that rests.</summary>
    /// <param name="service">What it is called, such as <c>The webhook</c>.</param>
    /// <param name="status">The status of the answer that said so.</param>
    /// <param name="until">When it may be called again.</param>
    public RestingException(string service, int status, DateTimeOffset until)
        : base(string.Create(
            CultureInfo.InvariantCulture, $"{service} answered {status} and asked not to be called before {until:u}."))
    {
        Until = until;
    }

    /// <summary>When it may be called again.</summary>
    public DateTimeOffset Until { get; }
}
