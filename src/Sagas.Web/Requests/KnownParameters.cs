using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Sagas.Web.Problems;
using Sagas.Web.Text;

namespace Sagas.Web.Requests;

/// <summary>
/// Refuses query parameters that a route does not know. A misspelled filter would otherwise filter nothing, and whoever relies
/// on the answer would act on the wrong things.
/// </summary>
internal static class KnownParameters
{
    private static readonly ConcurrentDictionary<MethodInfo, string[]> Declared = new();

    /// <summary>
    /// Lets the routes of an API refuse parameters that their handlers do not declare, and says so in the API's document.
    /// </summary>
    /// <param name="routes">The routes.</param>
    /// <returns>The same routes.</returns>
    public static RouteGroupBuilder RefusesUnknownParameters(this RouteGroupBuilder routes) =>
        routes.WithMetadata(new ApiRoute()).ProducesValidationProblem();

    /// <summary>Names parameters that a route reads besides those that its handler declares.</summary>
    /// <param name="route">The route.</param>
    /// <param name="names">The names for a request; null if the route refuses the request for another reason.</param>
    /// <returns>The same route.</returns>
    public static RouteHandlerBuilder ReadsParameters(
        this RouteHandlerBuilder route, Func<HttpContext, IEnumerable<string>?> names) =>
        route.WithMetadata(new Further(names));

    /// <summary>Refuses unknown parameters. Call it after authorization.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UseKnownParameters(this IApplicationBuilder app) => app.Use((http, next) =>
        http.Request.QueryString.HasValue && http.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<ApiRoute>() is not null && Check(http, endpoint) is { Any: true } errors
            ? errors.ToProblem().ExecuteAsync(http)
            : next(http));

    private static FieldErrors? Check(HttpContext http, Endpoint endpoint)
    {
        var further = endpoint.Metadata.GetMetadata<Further>() is { } reads ? reads.Names(http) : [];
        if (further is null || endpoint.Metadata.GetMetadata<MethodInfo>() is not { } handler)
            return null;
        string[] known =
        [
            .. Declared.GetOrAdd(handler, static method => [.. method.GetParameters().SelectMany(NamesOf)])
                .Where(name => !http.Request.RouteValues.ContainsKey(name)),
            .. further,
        ];
        var errors = new FieldErrors();
        foreach (var name in http.Request.Query.Keys.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            errors.Add(name, NearestName.Of(name, known) is { } nearest
                ? $"Is not a parameter of this address. The nearest is {nearest}; all are {string.Join(", ", known)}."
                : "Is not a parameter of this address, which takes none.");
        }

        return errors;
    }

    private static IEnumerable<string> NamesOf(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(AsParametersAttribute), inherit: false)
            ? parameter.ParameterType.GetProperties()
                .SelectMany(property => NameOf(property, property.Name, property.PropertyType))
            : NameOf(parameter, parameter.Name!, parameter.ParameterType);

    private static IEnumerable<string> NameOf(ICustomAttributeProvider declared, string name, Type type)
    {
        var attributes = declared.GetCustomAttributes(inherit: true);
        if (attributes.OfType<IFromQueryMetadata>().FirstOrDefault() is { } query)
            return [query.Name ?? name];
        var isElsewhere = attributes.Any(attribute => attribute is IFromHeaderMetadata or IFromRouteMetadata or IFromBodyMetadata
            or IFromFormMetadata or IFromServiceMetadata or FromKeyedServicesAttribute);
        return !isElsewhere && IsText(type) ? [name] : [];
    }

    // What ASP.NET reads from a text; whatever else a handler takes is a service, the body or the request itself.
    private static bool IsText(Type type)
    {
        var item = type.IsArray ? type.GetElementType()! : type;
        item = Nullable.GetUnderlyingType(item) ?? item;
        return item == typeof(string) || item == typeof(StringValues) || item.IsPrimitive || item.IsEnum || item == typeof(Guid)
            || item == typeof(decimal) || item == typeof(DateTime) || item == typeof(DateTimeOffset) || item == typeof(TimeSpan)
            || item == typeof(DateOnly);
    }

    private sealed record Further(Func<HttpContext, IEnumerable<string>?> Names);
}
