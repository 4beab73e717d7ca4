using System.ComponentModel.DataAnnotations;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.Tables;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.RetryJobs;

/// <summary>Which dead letters are sent again, and how.</summary>
internal record StartRetryJobRequest : ReasonRequest
{
    /// <summary>Which dead letters.</summary>
    [Required]
    public ChosenDeadLetters? Letters { get; init; }

    /// <summary>How many dead letters at most, oldest first; the default is 100,000.</summary>
    [Range(1, RetryJobPlan.MostLetters)]
    public int? Limit { get; init; }

    /// <summary>How many are sent per second at most; if omitted, as fast as results come.</summary>
    /// <example>20</example>
    [Range(1, RetryJobPlan.FastestPerSecond)]
    public int? PerSecond { get; init; }

    /// <summary>
    /// The job stops when this many have failed again; if omitted, never. No more than what is left of them are ever without a
    /// result.
    /// </summary>
    /// <example>10</example>
    [Range(1, RetryJobPlan.MostLetters)]
    public int? StopAfter { get; init; }

    /// <summary>Reads the plan.</summary>
    /// <param name="errors">Collects the errors.</param>
    /// <returns>The plan; usable only if there are no errors.</returns>
    public RetryJobPlan ToPlan(FieldErrors errors)
    {
        errors.CheckText("reason", Reason, AuditEntry.LongestReason);
        if (Letters is null)
            errors.Add("letters", "Is required; {} selects all.");
        Check("limit", Limit, RetryJobPlan.MostLetters);
        Check("perSecond", PerSecond, RetryJobPlan.FastestPerSecond);
        Check("stopAfter", StopAfter, RetryJobPlan.MostLetters);
        return new RetryJobPlan((Letters ?? new ChosenDeadLetters()).ToQuery(errors))
        {
            Limit = Limit ?? RetryJobPlan.MostLetters,
            PerSecond = PerSecond,
            StopAfter = StopAfter,
        };

        void Check(string field, int? value, int most)
        {
            if (value < 1 || value > most)
                errors.Add(field, $"Must be 1 to {most}, but is {value}.");
        }
    }
}
