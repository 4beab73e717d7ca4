using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.Tables;
using Sagas.Operations.DeadLetters;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.RetryJobs;

/// <summary>Handles the forms about many dead letters.</summary>
internal static class JobActions
{
    /// <summary>Maps the routes that send many dead letters.</summary>
    /// <param name="massActions">The group of all routes that change many things.</param>
    public static void MapJobMassActions(this IEndpointRouteBuilder massActions)
    {
        var jobs = massActions.MapGroup(Links.Below(Links.Jobs)).ExcludeFromDescription();
        jobs.MapPost("", StartAsync);
        jobs.MapPost(
            "/{retryJobId:guid}/resume", (Guid retryJobId, [FromForm] string? reason, RetryJobService desk, HttpContext http) =>
                ChangeAsync(retryJobId, reason, desk.ResumeAsync, http));
    }

    /// <summary>Maps the routes that pause or cancel a job.</summary>
    /// <param name="actions">The group of all routes that change something.</param>
    public static void MapJobActions(this IEndpointRouteBuilder actions)
    {
        var jobs = actions.MapGroup(Links.Below(Links.Jobs)).ExcludeFromDescription();
        jobs.MapPost(
            "/{retryJobId:guid}/pause", (Guid retryJobId, [FromForm] string? reason, RetryJobService desk, HttpContext http) =>
                ChangeAsync(retryJobId, reason, desk.PauseAsync, http));
        jobs.MapPost(
            "/{retryJobId:guid}/cancel", (Guid retryJobId, [FromForm] string? reason, RetryJobService desk, HttpContext http) =>
                ChangeAsync(retryJobId, reason, desk.CancelAsync, http));
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> StartAsync(
        IFormCollection values, RetryJobService jobs, WorthwhileLetters worthwhile, HttpContext http)
    {
        var form = new RetryManyForm(
            DeadLetterSearch.Read([.. values]), PageForms.Given(values["reason"]), values["perSecond"], values["stopAfter"]);
        var errors = new FieldErrors();
        var plan = Read(form, errors);
        if (errors.Any)
            return Again(form with { Errors = errors.ToDictionary() }, StatusCodes.Status400BadRequest);
        (plan, var leftOut) = await worthwhile.OfAsync(plan, http.RequestAborted);
        if (await jobs.StartAsync(plan, http.ActingFor(form.Reason), http.RequestAborted) is { } started)
        {
            var page = Links.Job(started.Job.RetryJobId);
            return leftOut == 0 ? PageForms.GoTo(page) : PageForms.Done(http, page, WorthwhileLetters.Sentence(leftOut));
        }

        errors.Add(
            "letters", leftOut == 0
                ? "None of these dead letters are left. Nothing was started."
                : $"{WorthwhileLetters.Sentence(leftOut)} Nothing was started.");
        return Again(form with { Errors = errors.ToDictionary() }, StatusCodes.Status422UnprocessableEntity);
    }

    private static RetryJobPlan Read(RetryManyForm form, FieldErrors errors)
    {
        return new StartRetryJobRequest
        {
            Reason = form.Reason,
            PerSecond = Number("perSecond", form.PerSecond),
            StopAfter = Number("stopAfter", form.StopAfter),
            Letters = DeadLetterFilter.Of<ChosenDeadLetters>(form.Search.Given),
        }.ToPlan(errors);

        int? Number(string name, string? text)
        {
            if (string.IsNullOrWhiteSpace(text))
                return null;
            if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
                return number;
            errors.Add(name, "Must be a whole number.");
            return null;
        }
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> ChangeAsync(
        Guid retryJobId, string? reason, Func<Guid, AuditedBy, CancellationToken, Task<RetryJobChange>> change, HttpContext http)
    {
        var (given, errors) = (PageForms.Given(reason), new FieldErrors());
        if (http.ActingFor(given, errors, isOptional: true) is not { } by)
            return Again(
                retryJobId, $"Reason: {string.Join(' ', errors.ToDictionary()["reason"])}", given,
                StatusCodes.Status400BadRequest);

        var outcome = await change(retryJobId, by, http.RequestAborted);
        return outcome.IsDone || outcome.Progress is null
            ? PageForms.GoTo(Links.Job(retryJobId))
            : Again(
                retryJobId, $"The job is already {outcome.Progress.Job.State}. Nothing was done.", given,
                StatusCodes.Status409Conflict);
    }

    private static RazorComponentResult Again(Guid retryJobId, string error, string? reason, int status) =>
        Answer.With<RetryJobDetail>(
            status, (nameof(RetryJobDetail.RetryJobId), retryJobId), (nameof(RetryJobDetail.Error), error),
            (nameof(RetryJobDetail.Reason), reason ?? ""));

    private static RazorComponentResult Again(RetryManyForm form, int status) =>
        Answer.With<DeadLetterList>(status, (nameof(DeadLetterList.Form), form));
}
