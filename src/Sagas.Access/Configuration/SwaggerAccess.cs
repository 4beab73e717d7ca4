using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using Sagas.Access.Callers;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Sagas.Access.Configuration;

/// <summary>Documents for every route with a policy who may call it, and how callers are refused.</summary>
internal class SwaggerAccess : IOperationFilter
{
    private const string MediaType = "application/problem+json";

    private static readonly (string Status, string Description)[] Refusals =
    [
        ("401", "Access is configured, and the request carries no valid key or token."),
        ("403", "The caller's roles do not allow this."),
        ("429", "Too many wrong keys or tokens, or too many actions; the header Retry-After says when to try again."),
    ];

    /// <summary>Describes how callers authenticate.</summary>
    /// <param name="swagger">The document generator.</param>
    public static void Describe(SwaggerGenOptions swagger)
    {
        swagger.AddSecurityDefinition(ApiKey.Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiKey.Header,
            Description = "An API key configured in the service.",
        });
        swagger.AddSecurityDefinition(JwtBearerSetup.Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "A token from the configured identity provider.",
        });
    }

    /// <inheritdoc />
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var policies = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>()
            .Select(data => data.Policy).OfType<string>().ToList();
        if (policies.Count == 0)
            return;

        operation.Security =
        [
            new() { [new OpenApiSecuritySchemeReference(ApiKey.Scheme, context.Document)] = [] },
            new() { [new OpenApiSecuritySchemeReference(JwtBearerSetup.Scheme, context.Document)] = [] },
        ];
        // If both a group and a route have a policy, the route's is the last and the narrowest.
        operation.Description =
            $"{operation.Description}\n\nRoles: {string.Join(", ", AccessPolicies.Roles(policies[^1]).Select(role => $"`{role}`"))}.";
        operation.Responses ??= [];
        foreach (var (status, description) in Refusals)
        {
            operation.Responses.TryAdd(status, new OpenApiResponse
            {
                Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal)
                {
                    [MediaType] = new OpenApiMediaType
                    {
                        Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemDetails), context.SchemaRepository),
                    },
                }
            });
            operation.Responses[status].Description = description;
        }
    }
}
