using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Web.Problems;

namespace Sagas.Operations.Shell;

/// <summary>Answers requests for pages that there are not: people are told where to go, programs get a problem.</summary>
internal static class LostPages
{
    private static readonly string[] Parents =
        ["sagas", Links.Below(Links.Stuck), Links.Below(Links.DeadLetters), Links.Below(Links.Jobs), Links.Below(Links.Audit)];

    /// <summary>Maps all addresses below the pages that lead nowhere.</summary>
    /// <param name="routes">The route builder.</param>
    /// <param name="policy">What is required of those who look at pages.</param>
    public static void MapLostPages(this IEndpointRouteBuilder routes, string policy)
    {
        foreach (var parent in Parents)
        {
            routes.MapFallback($"/{parent}/{{**rest}}", Answered).RequireAuthorization(policy)
                .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head])).ExcludeFromDescription();
        }
    }

    private static Results<RazorComponentResult, NotFound> Answered(HttpContext http) =>
        ProblemPage.IsWanted(http) ? Answer.With<LostPage>(StatusCodes.Status404NotFound) : TypedResults.NotFound();
}
