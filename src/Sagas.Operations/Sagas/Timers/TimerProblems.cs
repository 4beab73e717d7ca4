using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Timers;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Sagas.Timers;

/// <summary>Why a timer could be neither fired nor moved.</summary>
internal static class TimerProblems
{
    /// <summary>The problem, if there is one.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="sagaId">The saga.</param>
    /// <param name="timerId">The timer.</param>
    public static ProblemHttpResult? Of(TimerResult? outcome, Guid sagaId, Guid timerId) => outcome switch
    {
        null => OperationsProblems.NoSuchSaga(sagaId),
        { Status: TimerStatus.Gone } => OperationsProblems.TimerGone(sagaId, timerId),
        { Status: TimerStatus.Leaving, DueAt: var dueAt } => OperationsProblems.TimerLeaves(timerId, dueAt!.Value),
        _ => null,
    };
}
