using Microsoft.AspNetCore.Mvc;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary>Which dead letters are listed: besides those that wait for a decision, those that are being retried.</summary>
internal record ListedDeadLetters : DeadLetterFilter
{
    /// <summary>The name of the parameter.</summary>
    public const string StateParameter = "state";

    /// <summary>
    /// Only dead letters in this state: `Undecided` (they wait for a decision) or `BeingRetried` (they were sent again, and the
    /// result is not known yet); if omitted, both.
    /// </summary>
    [FromQuery(Name = StateParameter)]
    public string? State { get; init; }

    /// <summary>What somebody has filled in on a page.</summary>
    internal static ListedDeadLetters Of(GivenValues given) =>
        Of<ListedDeadLetters>(given) with { State = given[StateParameter] };

    /// <inheritdoc />
    public override DeadLetterQuery ToQuery(FieldErrors errors) => base.ToQuery(errors) with { State = Read(errors) };

    private DeadLetterState? Read(FieldErrors errors)
    {
        if (State is null)
            return null;
        foreach (var state in Enum.GetValues<DeadLetterState>())
        {
            if (string.Equals(State, state.ToString(), StringComparison.OrdinalIgnoreCase))
                return state;
        }

        errors.Add(StateParameter, $"Must be {string.Join(" or ", Enum.GetNames<DeadLetterState>())}.");
        return null;
    }
}
