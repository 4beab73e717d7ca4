using Sagas.Durability.Tables;

namespace Sagas.Operations.Overview;

/// <summary>Creates sample work, so that a newcomer has something to look at. A service need not have any.</summary>
public interface ISampleSource
{
    /// <summary>How the overview describes it, in one sentence.</summary>
    string Description { get; }

    /// <summary>What it is called, such as <c>sample orders</c>.</summary>
    string Name { get; }

    /// <summary>The shell command that does the same; null if there is none.</summary>
    string? Command { get; }

    /// <summary>How many are created by default.</summary>
    int DefaultCount { get; }

    /// <summary>How many may be created at a time.</summary>
    int MostAtATime { get; }

    /// <summary>The role that a caller needs besides that of an operator: the one that may create real work.</summary>
    string Role { get; }

    /// <summary>Why none are created here, as a sentence; null if they are.</summary>
    string? Unavailable { get; }

    /// <summary>Creates some, and records who did so: all of them or none.</summary>
    /// <param name="count">How many.</param>
    /// <param name="by">Who is acting, and why.</param>
    /// <param name="cancellationToken">Cancels the operation, unless they are already being stored.</param>
    /// <returns>Whether they were created; if not, the service has fallen behind.</returns>
    Task<bool> PlaceAsync(int count, AuditedBy by, CancellationToken cancellationToken);
}
