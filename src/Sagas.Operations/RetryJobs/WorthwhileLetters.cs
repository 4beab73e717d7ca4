using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Registry;
using Sagas.Operations.DeadLetters;

namespace Sagas.Operations.RetryJobs;

/// <summary>Lets jobs leave out the dead letters that it is pointless to retry, and says how many these are.</summary>
internal sealed class WorthwhileLetters(DeadLetterReader deadLetters, PointlessDeadLetters pointless)
{
    /// <summary>A plan that knows what to leave out.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The plan, and how many dead letters it leaves out.</returns>
    public async Task<(RetryJobPlan Plan, long LeftOut)> OfAsync(RetryJobPlan plan, CancellationToken cancellationToken)
    {
        var leftOut = plan.Filter.IsPointless == false
            ? await deadLetters.CountAsync(plan.Filter.AmongThem(pointless), cancellationToken)
            : 0;
        return (plan with { Filter = plan.Filter.Knowing(pointless) }, leftOut);
    }

    /// <summary>How many were left out, and why, as a sentence; nothing if none were.</summary>
    /// <param name="leftOut">How many.</param>
    public static string Sentence(long leftOut) => leftOut switch
    {
        0 => "",
        1 => "1 dead letter was left out: what it is about is over, and retrying it would do nothing.",
        _ => $"{Shell.Shown.Count(leftOut)} dead letters were left out: "
            + "what they are about is over, and retrying them would do nothing.",
    };
}
