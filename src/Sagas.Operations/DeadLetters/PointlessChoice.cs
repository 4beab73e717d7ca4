using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Registry;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary>Whether dead letters are included that it is pointless to retry.</summary>
internal static class PointlessChoice
{
    /// <summary>The parameter that says so.</summary>
    public const string Parameter = "pointless";

    /// <summary>All dead letters.</summary>
    public const string With = "with";

    /// <summary>Only those that it may help to retry.</summary>
    public const string Without = "without";

    /// <summary>Only those that it is pointless to retry.</summary>
    public const string Only = "only";

    /// <summary>Reads it.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="errors">Collects the errors.</param>
    /// <returns>Whether only these are asked for, or only the others; null for all.</returns>
    public static bool? Read(string text, FieldErrors errors)
    {
        switch (text)
        {
            case With:
                return null;
            case Without:
                return false;
            case Only:
                return true;
            default:
                errors.Add(Parameter, $"Must be {With}, {Without} or {Only}.");
                return null;
        }
    }

    /// <summary>A query that knows which dead letters these are.</summary>
    /// <param name="query">The query.</param>
    /// <param name="pointless">Tells which they are.</param>
    public static DeadLetterQuery Knowing(this DeadLetterQuery query, PointlessDeadLetters pointless) =>
        query with { Pointless = pointless };

    /// <summary>A query for those among the dead letters that it is pointless to retry.</summary>
    /// <param name="query">The dead letters.</param>
    /// <param name="pointless">Tells which they are.</param>
    public static DeadLetterQuery AmongThem(this DeadLetterQuery query, PointlessDeadLetters pointless) =>
        query with { Pointless = pointless, IsPointless = true };
}
