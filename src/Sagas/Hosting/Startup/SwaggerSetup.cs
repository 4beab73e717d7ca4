using System.Reflection;
using Sagas.Access.Configuration;
using Sagas.Durability.Settings;
using Sagas.Operations.Configuration;
using Sagas.Web.Swagger;

namespace Sagas.Hosting.Startup;

/// <summary>The API's documentation at <c>/swagger</c>, generated from the routes and their comments.</summary>
internal static class SwaggerSetup
{
    private const string Version = "v1";

    // The assemblies whose comments describe routes, requests and responses.
    private static readonly Assembly[] Parts =
    [
        typeof(SwaggerSetup).Assembly,
        typeof(OperationsModule).Assembly,
        typeof(SwaggerProblems).Assembly,
        typeof(DurabilityOptions).Assembly,
    ];

    private const string Description =
        """
        Orders, from submission to a final state: charged and confirmed, rejected, or cancelled and refunded.

        **Guarantees.** An order that was accepted with 202 is stored and is never lost, whatever crashes. Messages are
        delivered at least once, and each changes the state of an order once: duplicates are recognised for 7 days. A
        customer is charged at most once per order.

        **Errors** are problem details (RFC 9457) everywhere, as `application/problem+json`. `code` tells programs what
        went wrong; `errors` names each invalid field by its JSON path, such as `lines[3].quantity`; `traceId` identifies the
        request in the logs. Browsers, which ask for `text/html`, get them as a page.

        **Access.** Callers on the service's own machine need no credentials as long as no access is configured. Otherwise programs send
        an API key in `X-Api-Key`, or a token as `Authorization: Bearer`.

        **Conventions.** JSON in camelCase, read strictly: unknown or repeated members and numbers in quotes are refused.
        Times are ISO 8601 in UTC. Amounts are decimal numbers in an ISO 4217 currency. A body may have up to 256 KiB,
        also once it is unpacked, if it comes with `Content-Encoding: gzip`. Query parameters that a route does not know are
        refused. HEAD is answered wherever GET is.
        """;

    /// <summary>Registers the document generator.</summary>
    public static WebApplicationBuilder AddSwagger(this WebApplicationBuilder builder)
    {
        builder.Services.AddEndpointsApiExplorer();
        builder.Services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc(Version, new()
            {
                Title = "Sagas",
                Version = Version,
                Description = Description,
                License = new() { Name = "Apache-2.0", Identifier = "Apache-2.0" },
            });
            foreach (var part in Parts)
                swagger.IncludeXmlComments(part);
            swagger.SupportNonNullableReferenceTypes();
            swagger.NonNullableReferenceTypesAsRequired();
            swagger.SchemaFilter<SwaggerSchemas>();
            SwaggerAccess.Describe(swagger);
            swagger.OperationFilter<SwaggerAccess>();
            swagger.OperationFilter<SwaggerProblems>();
            swagger.DocumentFilter<SwaggerTags>();
        });
        return builder;
    }

    /// <summary>Serves the document and its pages. Everything they need comes from this service.</summary>
    public static WebApplication MapSwaggerPages(this WebApplication app)
    {
        app.UseSwagger();
        app.UseSwaggerUI(pages =>
        {
            pages.DocumentTitle = "Sagas API";
            pages.SwaggerEndpoint($"{Version}/swagger.json", "Sagas");
            pages.DisplayRequestDuration();
            pages.EnableDeepLinking();
        });
        if (!app.Configuration.GetRoles().HasFlag(Role.Operations))
            app.MapGet("/", () => TypedResults.Redirect("/swagger")).ExcludeFromDescription();
        return app;
    }
}
