using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Sagas.Web.Swagger;

/// <summary>Corrects what the document generator cannot know about the shapes of requests and problems.</summary>
internal class SwaggerSchemas : ISchemaFilter
{
    /// <inheritdoc />
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema shape || shape.Properties is null)
            return;

        // A required member must also have a value; it is nullable in code only so that its absence is reported.
        foreach (var required in shape.Required ?? new HashSet<string>(StringComparer.Ordinal))
        {
            if (shape.Properties.TryGetValue(required, out var member) && member is OpenApiSchema { Type: { } type } value)
                value.Type = type & ~JsonSchemaType.Null;
        }

        if (typeof(ProblemDetails).IsAssignableFrom(context.Type))
        {
            shape.Properties["code"] = Text("Identifies the problem for programs; it never changes.");
            shape.Properties["traceId"] = Text("The ID by which the request is found in the logs.");
        }
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
