using System.Text.RegularExpressions;
using Sagas.Web.Text;

namespace Sagas.Notifications.Channels;

/// <summary>
/// The mail server did not take a notification, and may take it later, or when its settings here are put right. It does not carry
/// the mail client's exception, whose text repeats what the server said: often the customer's address.
/// </summary>
internal partial class MailServerException : Exception
{
    /// <summary>An exception without details.</summary>
    public MailServerException()
    {
    }

    /// <summary>An exception with a message, in which addresses are masked.</summary>
    public MailServerException(string message)
        : base(Address().Replace(message, address => Masking.Email(address.Value)))
    {
    }

    /// <summary>An exception with a message, in which addresses are masked, and a cause.</summary>
    public MailServerException(string message, Exception innerException)
        : base(Address().Replace(message, address => Masking.Email(address.Value)), innerException)
    {
    }

    // Whatever looks like one: what is masked without need is less harmful than what is not.
    [GeneratedRegex("""[^\s<>"'(),;:\[\]]+@[^\s<>"'(),;:\[\]]+""", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
