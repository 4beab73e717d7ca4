using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Sagas.Hosting.Startup;

/// <summary>Sorts the groups of routes by how soon a newcomer needs them. Groups that it does not know come last.</summary>
internal class SwaggerTags : IDocumentFilter
{
    private static readonly (string Name, string Description)[] Known =
    [
        ("Orders", "Submit, view and cancel orders."),
        ("Events", "Follow orders as they progress, by server-sent events."),
        ("Sagas", "For operators: sagas of any type, and the commands they accept."),
        ("Alerts", "For operators: sagas that are stuck."),
        ("Dead letters", "For operators: view, retry and discard messages that could not be handled."),
        ("Retry jobs", "For operators: retry many dead letters at once."),
        ("Search", "For operators: find anything by an ID, a trace, a customer or half an address."),
        ("Audit", "For operators: who did what, and why."),
        ("Health", "For orchestrators and load balancers."),
    ];

    /// <inheritdoc />
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var others = (swaggerDoc.Tags ?? new HashSet<OpenApiTag>())
            .Where(tag => !Known.Any(known => string.Equals(known.Name, tag.Name, StringComparison.Ordinal)));
        // The set keeps the order in which its members were added.
        swaggerDoc.Tags = new HashSet<OpenApiTag>(
            [.. Known.Select(known => new OpenApiTag { Name = known.Name, Description = known.Description }), .. others]);
    }
}
