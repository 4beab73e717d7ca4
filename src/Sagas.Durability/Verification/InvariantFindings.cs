namespace Sagas.Durability.Verification;

/// <summary>
/// What was found about one invariant, by any number of checks: how much was looked at, and what breaks it. Of a million
/// offences only the first are kept; all are counted.
/// </summary>
/// <param name="name">The invariant's name, such as <c>I4</c>.</param>
/// <param name="promise">What it promises, as a sentence without its full stop.</param>
public class InvariantFindings(string name, string promise)
{
    /// <summary>How many offences are kept.</summary>
    public const int KeptOffences = 20;

    private readonly List<KeyValuePair<string, long>> _counts = [];
    private readonly List<InvariantViolation> _offences = [];
    private readonly List<string> _notes = [];

    /// <summary>The invariant's name.</summary>
    public string Name { get; } = name;

    /// <summary>What it promises.</summary>
    public string Promise { get; } = promise;

    /// <summary>What was counted, in the order of counting.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Counts => _counts;

    /// <summary>The first offences.</summary>
    public IReadOnlyList<InvariantViolation> Offences => _offences;

    /// <summary>How many offences there are in all.</summary>
    public long OffenceCount { get; private set; }

    /// <summary>What a reader should know besides.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Whether it was not looked at.</summary>
    public bool IsSkipped { get; private set; }

    /// <summary>Whether nothing breaks it.</summary>
    public bool Holds => OffenceCount == 0;

    /// <summary>Tells how much there is of something.</summary>
    /// <param name="what">What, in the plural.</param>
    /// <param name="number">How much.</param>
    public void Count(string what, long number) => _counts.Add(new(what, number));

    /// <summary>Tells something that is no offence.</summary>
    /// <param name="sentence">What, without its full stop.</param>
    public void Note(string sentence) => _notes.Add(sentence);

    /// <summary>There is nothing to look at.</summary>
    /// <param name="reason">Why, without its full stop.</param>
    public void Skip(string reason)
    {
        IsSkipped = true;
        Note(reason);
    }

    /// <summary>Something breaks the invariant.</summary>
    /// <param name="subject">Its id.</param>
    /// <param name="what">How, as the rest of a sentence that begins with the id.</param>
    public void Violate(object subject, string what)
    {
        OffenceCount++;
        if (_offences.Count < KeptOffences)
            _offences.Add(new InvariantViolation($"{subject}", what));
    }
}

/// <summary>Something that breaks an invariant.</summary>
/// <param name="Subject">Id of what breaks it: a saga, a message, a row.</param>
/// <param name="What">How, as the rest of a sentence that begins with the id.</param>
public record InvariantViolation(string Subject, string What);
