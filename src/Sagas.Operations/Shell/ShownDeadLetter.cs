using Sagas.Durability.DeadLetters.Editing;

namespace Sagas.Operations.Shell;

/// <summary>How dead letters are named on the pages.</summary>
internal static class ShownDeadLetter
{
    private const int LinesAround = 3;

    /// <summary>The name of the message: <c>ProcessPayment</c>.</summary>
    /// <param name="messageTypes">All its types.</param>
    public static string Message(string messageTypes) =>
        messageTypes.Length == 0 ? "Unreadable message" : Behind(':', First(messageTypes));

    /// <summary>The most specific type; null if it could not be read.</summary>
    /// <param name="messageTypes">All types.</param>
    public static string? TypeOf(string messageTypes) => messageTypes.Length == 0 ? null : First(messageTypes);

    /// <summary>The name of the exception without its namespace.</summary>
    /// <param name="exceptionType">Its full name.</param>
    public static string Exception(string? exceptionType) => exceptionType is null ? "–" : Behind('.', exceptionType);

    /// <summary>The lines that differ, with a few around them; null stands for those that are left out.</summary>
    /// <param name="lines">All lines.</param>
    public static IEnumerable<DiffLine?> Differences(IReadOnlyList<DiffLine> lines)
    {
        var last = -1;
        foreach (var i in Enumerable.Range(0, lines.Count).Where(IsNear))
        {
            if (i > last + 1)
                yield return null;
            yield return lines[last = i];
        }

        bool IsNear(int i) => Enumerable.Range(i - LinesAround, (2 * LinesAround) + 1)
            .Any(near => near >= 0 && near < lines.Count && lines[near].Kind != DiffKind.Same);
    }

    private static string First(string messageTypes) => messageTypes.Split(';')[0];

    private static string Behind(char separator, string name) => name[(name.LastIndexOf(separator) + 1)..];
}
