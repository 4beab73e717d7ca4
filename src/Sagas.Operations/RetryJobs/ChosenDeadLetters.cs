using Sagas.Durability.DeadLetters.Operations;
using Sagas.Operations.DeadLetters;
using Sagas.Web.Problems;

namespace Sagas.Operations.RetryJobs;

/// <summary>Which dead letters a job sends again: those that match everything given. If nothing is given, all.</summary>
internal record ChosenDeadLetters : DeadLetterFilter
{
    /// <summary>The most dead letters that can be listed by id.</summary>
    public const int MostNamed = 1_000;

    /// <summary>Only these; at most 1,000.</summary>
    public IReadOnlyList<Guid>? DeadLetterIds { get; init; }

    // Those that somebody names are meant, whatever has become of their sagas.
    private protected override string UsualPointless =>
        DeadLetterIds is null ? PointlessChoice.Without : PointlessChoice.With;

    /// <inheritdoc />
    public override DeadLetterQuery ToQuery(FieldErrors errors)
    {
        var found = new FieldErrors();
        var query = base.ToQuery(found);
        foreach (var (field, messages) in found.ToDictionary())
            Array.ForEach(messages, message => errors.Add($"letters.{field}", message));
        if (DeadLetterIds is { Count: 0 or > MostNamed })
            errors.Add("letters.deadLetterIds", $"Must have 1 to {MostNamed} IDs, but has {DeadLetterIds.Count}.");
        return query with { DeadLetterIds = DeadLetterIds };
    }
}
