using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using Sagas.Web.Problems;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Sagas.Web.Swagger;

/// <summary>Documents for every problem that a route can respond with what it looks like.</summary>
internal class SwaggerProblems : IOperationFilter
{
    private const string MediaType = "application/problem+json";
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static readonly Dictionary<string, string[]> SampleErrors = new(StringComparer.Ordinal)
    {
        ["lines[3].quantity"] = ["Must be 1 to 10000, but is 0."],
    };

    private static readonly Dictionary<int, string> Descriptions = new()
    {
        [StatusCodes.Status500InternalServerError] = "Something went wrong in the service.",
        [StatusCodes.Status503ServiceUnavailable] =
            "The database cannot be reached, or too many orders are waiting to be handled; the header Retry-After says when to try again.",
    };

    /// <inheritdoc />
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var (code, response) in operation.Responses ?? [])
        {
            if (!int.TryParse(code, CultureInfo.InvariantCulture, out var status) || response is not OpenApiResponse answer)
                continue;
            if (answer.Content?.TryGetValue(MediaType, out var content) != true || content is not OpenApiMediaType problem)
                continue;
            if (Descriptions.TryGetValue(status, out var description))
                answer.Description = description;
            problem.Example ??= Example(status);
        }

        Sort(operation);
    }

    // Routes declare what they share first; readers look for success first.
    private static void Sort(OpenApiOperation operation)
    {
        var sorted = new OpenApiResponses();
        foreach (var (code, response) in (operation.Responses ?? []).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            sorted.Add(code, response);
        operation.Responses = sorted;
    }

    private static JsonNode? Example(int status)
    {
        var problem = status == StatusCodes.Status400BadRequest
            ? new HttpValidationProblemDetails(SampleErrors)
            {
                Title = null,
                Detail = "See errors for every field that is not valid. Nothing was done.",
            }
            : new ProblemDetails();
        problem.Status = status;
        ProblemDetailsCatalogue.Complete(problem);
        problem.Extensions["traceId"] = TraceId;
        return JsonSerializer.SerializeToNode(problem, problem.GetType(), JsonSerializerOptions.Web);
    }
}
