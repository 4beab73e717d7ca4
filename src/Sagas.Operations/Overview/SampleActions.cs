using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Overview;

/// <summary>Handles the overview's form, which creates sample work.</summary>
internal static class SampleActions
{
    /// <summary>Maps the form.</summary>
    /// <param name="actions">The group of all routes that change something.</param>
    public static void MapSampleActions(this IEndpointRouteBuilder actions) =>
        actions.MapPost("/samples", PlaceAsync).ExcludeFromDescription();

    private static async Task<Results<RedirectHttpResult, ValidationProblem, ProblemHttpResult>> PlaceAsync(
        [FromForm] string? count, [FromForm] string? reason, [FromServices] IEnumerable<ISampleSource> sources, HttpContext http)
    {
        if (sources.FirstOrDefault() is not { } samples)
            return OperationsProblems.NoSamples();
        if (!http.User.IsInRole(samples.Role))
            return OperationsProblems.SamplesNeedRole(samples.Name, samples.Role);
        if (samples.Unavailable is { } why)
            return OperationsProblems.SamplesUnavailable(why);

        var errors = new FieldErrors();
        var isNumber = int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (!isNumber || number < 1 || number > samples.MostAtATime)
            errors.Add("count", $"Must be a whole number from 1 to {samples.MostAtATime}.");
        var by = http.ActingFor(PageForms.Given(reason), errors, isOptional: true);
        if (by is null || errors.Any)
            return errors.ToProblem();
        return await samples.PlaceAsync(number, by, http.RequestAborted)
            ? PageForms.GoTo("")
            : OperationsProblems.Overloaded(http);
    }
}
