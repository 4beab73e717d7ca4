using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Paging;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Registry;

/// <summary>A description of a saga type, for code that works with sagas of any type.</summary>
public abstract class SagaType
{
    private protected SagaType(string name, string title, StateGraph graph)
    {
        Name = name;
        Title = title;
        Graph = graph;
    }

    /// <summary>The type's name as it appears in the history, such as <c>OrderState</c>.</summary>
    public string Name { get; }

    /// <summary>What people call its sagas, such as <c>Orders</c>.</summary>
    public string Title { get; }

    /// <summary>The transitions of its state machine.</summary>
    public StateGraph Graph { get; }

    /// <summary>The states in which a saga has ended.</summary>
    public required IReadOnlySet<string> FinalStates { get; init; }

    /// <summary>Whether its sagas record when they started, so that they can be listed by age.</summary>
    public abstract bool TellsAge { get; }

    /// <summary>Whether its sagas record when they took their last step.</summary>
    public abstract bool TellsMoves { get; }

    /// <summary>
    /// Whether its sagas record since when they have been in their state, or at least when they took their last step, so that
    /// stuck ones can be found.
    /// </summary>
    public abstract bool TellsStuck { get; }

    /// <summary>The fields by which sagas can be found.</summary>
    public required IReadOnlyList<SagaField> Fields { get; init; }

    /// <summary>Whether it has texts that can be searched.</summary>
    public abstract bool HasTexts { get; }

    /// <summary>Whether some of these texts are masked for nobody.</summary>
    public abstract bool HasOpenTexts { get; }

    /// <summary>What people call the texts that are searched.</summary>
    /// <param name="withSecrets">Whether to include those that are masked for some callers.</param>
    public abstract IReadOnlyList<string> TextLabels(bool withSecrets);

    /// <summary>The fields whose texts are searched, in camelCase.</summary>
    /// <param name="withSecrets">Whether to include those that are masked for some callers.</param>
    public abstract IReadOnlyList<string> TextFields(bool withSecrets);

    /// <summary>How fields are masked for callers who may only read, by their names in camelCase.</summary>
    public required IReadOnlyDictionary<string, Func<string, string>> Secrets { get; init; }

    /// <summary>What people call one of its sagas, in the middle of a sentence.</summary>
    internal string One { get; init; } = "saga";

    /// <summary>Messages that have an effect even after the saga that has sent them has ended, as URNs.</summary>
    internal IReadOnlySet<string> Outlasting { get; init; } = new HashSet<string>();

    /// <summary>The names of all members of its sagas that are amounts, in camelCase, at any depth.</summary>
    internal IReadOnlySet<string> Amounts { get; init; } = new HashSet<string>();

    /// <summary>How long a saga normally stays in a state at most.</summary>
    public required IReadOnlyDictionary<string, TimeSpan> Expected { get; init; }

    /// <summary>The commands that operators may send to a saga.</summary>
    public required IReadOnlyList<SagaCommand> Commands { get; init; }

    /// <summary>The condition, for queries, that the saga of a dead letter is in one of these states, archived or not.</summary>
    /// <param name="db">The database.</param>
    /// <param name="states">The states.</param>
    internal abstract Expression<Func<DeadLetter, bool>> SagaIsIn(DbContext db, IReadOnlyCollection<string> states);

    /// <summary>Counts the dead letters about its sagas, by the states in which these are.</summary>
    /// <param name="db">The database.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    internal abstract Task<IReadOnlyDictionary<string, long>> CountDeadLettersAsync(
        DbContext db, CancellationToken cancellationToken);

    /// <summary>Lists sagas, newest first.</summary>
    /// <param name="db">The database.</param>
    /// <param name="filter">Which sagas to list.</param>
    /// <param name="after">The place after which to start; null for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public abstract Task<Page<SagaRow>> ListAsync(
        DbContext db, SagaQuery filter, PagePosition? after, int limit, CancellationToken cancellationToken);

    /// <summary>Reads a saga, archived or not.</summary>
    /// <returns>Null if there is none of this type.</returns>
    public abstract Task<SagaRow?> FindAsync(DbContext db, Guid sagaId, CancellationToken cancellationToken);

    /// <summary>Says in a line what many sagas are about, archived or not.</summary>
    /// <param name="db">The database.</param>
    /// <param name="sagaIds">The sagas.</param>
    /// <param name="withSecrets">Whether to tell what is masked for some callers.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>By their ids; those that are not of this type, or left no row, are missing.</returns>
    public abstract Task<IReadOnlyDictionary<Guid, SagaSummary>> SummarizeAsync(
        DbContext db, IReadOnlyCollection<Guid> sagaIds, bool withSecrets, CancellationToken cancellationToken);

    /// <summary>Counts sagas that a query without words finds.</summary>
    /// <param name="db">The database.</param>
    /// <param name="filter">Which sagas.</param>
    /// <param name="most">How many are counted at most.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    internal abstract Task<long> CountAsync(DbContext db, SagaQuery filter, int most, CancellationToken cancellationToken);

    /// <summary>Looks through the ids of the newest sagas.</summary>
    /// <param name="db">The database.</param>
    /// <param name="isSought">Whether an id is one of those that are sought.</param>
    /// <param name="most">How many ids are looked at, and how many are found at most.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    internal abstract Task<IdsFound> FindIdsAsync(
        DbContext db, Func<Guid, bool> isSought, (int Looked, int Found) most, CancellationToken cancellationToken);

    /// <summary>What people call the texts and fields in which a word is looked for, by their names.</summary>
    /// <param name="withSecrets">Whether to include those that are masked for some callers.</param>
    internal abstract IReadOnlyDictionary<string, string> WordFields(bool withSecrets);

    /// <summary>Counts sagas by state.</summary>
    /// <param name="db">The database.</param>
    /// <param name="states">The states; those without sagas are missing from the result.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public abstract Task<IReadOnlyDictionary<string, long>> CountAsync(
        DbContext db, IReadOnlyCollection<string> states, CancellationToken cancellationToken);

    /// <summary>
    /// Finds sagas that have been in their state for longer than expected, those that have been stuck longest first. Steps that
    /// stay in a state do not count, if the sagas are timed.
    /// </summary>
    public abstract Task<IReadOnlyList<StuckSaga>> FindStuckAsync(
        DbContext db, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Reads the states of sagas; those that are archived or gone are missing from the result.</summary>
    public abstract Task<IReadOnlyDictionary<Guid, SagaStay>> StaysAsync(
        DbContext db, IReadOnlyCollection<Guid> sagaIds, CancellationToken cancellationToken);

    /// <summary>
    /// Reads from the history when sagas entered the states that they are in, whatever their rows say. Sagas without such a step
    /// are missing from the result.
    /// </summary>
    public abstract Task<IReadOnlyDictionary<Guid, SagaStay>> EntriesAsync(
        DbContext db, IReadOnlyCollection<Guid> sagaIds, CancellationToken cancellationToken);

    /// <summary>How long the sagas that ended most recently took, in no particular order.</summary>
    /// <param name="db">The database.</param>
    /// <param name="state">The final state that they ended in.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public abstract Task<IReadOnlyList<TimeSpan>> LastDurationsAsync(
        DbContext db, string state, int limit, CancellationToken cancellationToken);
}

/// <summary>A field by which sagas can be found.</summary>
/// <param name="Property">The property of the saga.</param>
/// <param name="Key">The name in requests, such as <c>customerId</c>.</param>
/// <param name="Label">The name shown to people, such as <c>Customer</c>.</param>
public sealed record SagaField(string Property, string Key, string Label);

/// <summary>A saga that has been in a state for longer than expected.</summary>
/// <param name="SagaId">The saga.</param>
/// <param name="State">The state.</param>
/// <param name="Version">How many steps it has taken.</param>
/// <param name="Since">When it entered the state, as far as its row tells.</param>
/// <param name="Expected">How long a saga normally stays in that state at most.</param>
public sealed record StuckSaga(Guid SagaId, string State, int Version, DateTimeOffset Since, TimeSpan Expected);

/// <summary>A saga's stay in a state.</summary>
/// <param name="State">The state.</param>
/// <param name="Version">The saga's version: in its row the current one, in its history that of the step into the state.</param>
/// <param name="Since">When it entered the state; if its row does not tell, when it took its last step.</param>
public sealed record SagaStay(string State, int Version, DateTimeOffset Since);
