namespace Sagas.Durability.Verification;

/// <summary>
/// What any number of checks found about one invariant: how much was checked, and what violates it. Of many violations, only
/// the first are kept; all are counted.
/// </summary>
/// <param name="name">The invariant's name, such as <c>I4</c>.</param>
/// <param name="promise">What it promises, as a sentence without its full stop.</param>
public class InvariantFindings(string name, string promise)
{
    /// <summary>How many violations are kept.</summary>
    public const int KeptViolations = 20;

    private readonly List<KeyValuePair<string, long>> _counts = [];
    private readonly List<InvariantViolation> _violations = [];
    private readonly List<string> _notes = [];

    /// <summary>The invariant's name.</summary>
    public string Name { get; } = name;

    /// <summary>What it promises.</summary>
    public string Promise { get; } = promise;

    /// <summary>What was counted, in the order of counting.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Counts => _counts;

    /// <summary>The first violations.</summary>
    public IReadOnlyList<InvariantViolation> Violations => _violations;

    /// <summary>How many violations there are in all.</summary>
    public long ViolationCount { get; private set; }

    /// <summary>What else a reader should know.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Whether it was not checked.</summary>
    public bool IsSkipped { get; private set; }

    /// <summary>Whether nothing violates it.</summary>
    public bool Holds => ViolationCount == 0;

    /// <summary>Reports how many there are of something.</summary>
    /// <param name="what">The things counted, in the plural.</param>
    /// <param name="number">How many there are.</param>
    public void Count(string what, long number) => _counts.Add(new(what, number));

    /// <summary>Reports something that is not a violation.</summary>
    /// <param name="sentence">The note, as a sentence without its full stop.</param>
    public void Note(string sentence) => _notes.Add(sentence);

    /// <summary>Reports that there is nothing to check.</summary>
    /// <param name="reason">Why, without its full stop.</param>
    public void Skip(string reason)
    {
        IsSkipped = true;
        Note(reason);
    }

    /// <summary>Reports something that violates the invariant.</summary>
    /// <param name="subject">Its id.</param>
    /// <param name="what">How it does, as the rest of a sentence that begins with the id.</param>
    public void Violate(object subject, string what)
    {
        ViolationCount++;
        if (_violations.Count < KeptViolations)
            _violations.Add(new InvariantViolation($"{subject}", what));
    }
}

/// <summary>Something that violates an invariant.</summary>
/// <param name="Subject">The id of what violates it: a saga, a message, a row.</param>
/// <param name="What">How it does, as the rest of a sentence that begins with the id.</param>
public record InvariantViolation(string Subject, string What);
