using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Registry;
using Sagas.Web.Problems;

namespace Sagas.Operations.Minutes;

/// <summary><c>GET /operations/summary</c>.</summary>
internal static class SummaryEndpoint
{
    private const string PlainText = "text/plain";

    /// <summary>Sum up a shift</summary>
    /// <remarks>
    /// What happened in the last hours, until the last minute that is over: as JSON, or as a text to copy for callers who accept
    /// `text/plain`.
    /// </remarks>
    /// <param name="hours">8 or 24; the default is 8.</param>
    /// <param name="summary">Sums it up.</param>
    /// <param name="registry">The saga types.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The summary.</response>
    /// <response code="400">The parameter is not valid; `errors` names it.</response>
    public static async Task<Results<Ok<SummaryView>, ContentHttpResult, ValidationProblem>> HandleAsync(
        string? hours, ShiftSummary summary, SagaRegistry registry, HttpContext http)
    {
        if (Read(hours) is not { } known)
        {
            var errors = new FieldErrors();
            errors.Add("hours", $"Must be one of {string.Join(", ", ShiftSummary.Hours)}.");
            return errors.ToProblem();
        }

        var view = await summary.ReadAsync(known, http.RequestAborted);
        return http.Request.GetTypedHeaders().Accept.Any(
            type => type.MediaType.Equals(PlainText, StringComparison.OrdinalIgnoreCase))
            ? TypedResults.Text(SummaryText.Of(view, registry), $"{PlainText}; charset=utf-8")
            : TypedResults.Ok(view);
    }

    /// <summary>Reads how many hours are asked for.</summary>
    /// <returns>Null if that is none of those that there are.</returns>
    public static int? Read(string? hours) =>
        hours is null ? ShiftSummary.Hours[0]
            : int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
                && ShiftSummary.Hours.Contains(known) ? known
            : null;
}
