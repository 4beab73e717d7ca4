namespace Sagas.Durability.Messages;

/// <summary>
/// A message breaks a rule, as it will whenever it is handled: it becomes a dead letter at once, without retries and
/// redeliveries, and its queue is not to blame. A consumer may throw it as well, for a rule that depends on what is stored.
/// </summary>
public class MessageRefusedException : Exception
{
    private const int MostTold = 20;

    /// <summary>An exception without details.</summary>
    public MessageRefusedException()
        : this("The message breaks a rule.")
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">What is wrong, as a sentence.</param>
    public MessageRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">What is wrong, as a sentence.</param>
    /// <param name="innerException">The cause.</param>
    public MessageRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception that names the members that are wrong.</summary>
    /// <param name="errors">What is wrong; at least one.</param>
    public MessageRefusedException(IReadOnlyList<MessageError> errors)
        : base(Told(errors)) =>
        Errors = errors;

    /// <summary>An exception for one member.</summary>
    /// <param name="path">Its JSON path, such as <c>$.amount</c>.</param>
    /// <param name="error">What is wrong with it, as a sentence.</param>
    public MessageRefusedException(string path, string error)
        : this([new MessageError(path, error)])
    {
    }

    /// <summary>What is wrong, by member; empty if the exception's message says it all.</summary>
    public IReadOnlyList<MessageError> Errors { get; } = [];

    private static string Told(IReadOnlyList<MessageError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var told = string.Join(' ', errors.Take(MostTold).Select(error => $"{error.Path}: {error.Error}"));
        var more = errors.Count > MostTold ? $" And {errors.Count - MostTold} more." : "";
        return $"The message was refused: {told}{more}";
    }
}
