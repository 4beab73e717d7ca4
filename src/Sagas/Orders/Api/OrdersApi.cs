using Sagas.Access.Callers;
using Sagas.Access.Limits;
using Sagas.Orders.Api.Cancelling;
using Sagas.Orders.Api.Documentation;
using Sagas.Orders.Api.History;
using Sagas.Orders.Api.Idempotency;
using Sagas.Orders.Api.Listing;
using Sagas.Orders.Api.Streaming;
using Sagas.Orders.Api.Submitting;
using Sagas.Web.Requests;
using Sagas.Web.Settings;

namespace Sagas.Orders.Api;

/// <summary>The REST API of the orders.</summary>
internal static class OrdersApi
{
    /// <summary>Registers the services that the routes need.</summary>
    public static WebApplicationBuilder AddOrdersApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddStrictOptions<OrdersApiOptions, OrdersApiOptions.Validator>(builder.Configuration, OrdersApiOptions.Section);
        services.AddScoped<OrderIntake>();
        services.AddSingleton<BacklogGate>();
        services.AddSingleton<SubmissionPlaces>();
        services.AddSingleton<WaitPlaces>();
        services.AddScoped<OrderWatch>();
        services.AddScoped<IdempotencyLedger>();
        services.AddHostedService<IdempotencyCleanup>();
        services.ConfigureSwaggerGen(swagger => swagger.OperationFilter<OrdersSwagger>());
        return builder;
    }

    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapOrders(this IEndpointRouteBuilder routes)
    {
        MapCommandsAndQueries(
            routes.MapGroup("/orders").WithTags("Orders").RequireAuthorization(AccessPolicies.OrdersRead).ProducesFailures());
        MapStreams(routes.MapGroup("").WithTags("Events").RequireAuthorization(AccessPolicies.OrdersRead).ProducesFailures());
        return routes;
    }

    private static void MapCommandsAndQueries(RouteGroupBuilder orders)
    {
        orders.MapPost("", SubmitOrderEndpoint.HandleAsync).WithName("SubmitOrder")
            .RequireAuthorization(AccessPolicies.OrdersSubmit)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        orders.MapGet("", ListOrdersEndpoint.HandleAsync).WithName("ListOrders");
        orders.MapGet("/{orderId:guid}", GetOrderEndpoint.HandleAsync).WithName("GetOrder")
            .ProducesProblem(StatusCodes.Status404NotFound);
        orders.MapGet("/{orderId:guid}/history", GetOrderHistoryEndpoint.HandleAsync).WithName("GetOrderHistory")
            .ProducesProblem(StatusCodes.Status404NotFound);
        orders.MapPost("/{orderId:guid}/cancel", CancelOrderEndpoint.HandleAsync).WithName("CancelOrder")
            .RequireAuthorization(AccessPolicies.OrdersSubmit)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static void MapStreams(RouteGroupBuilder events)
    {
        events.MapGet("/orders/{orderId:guid}/events", StreamOrderEndpoint.HandleAsync).WithName("StreamOrder")
            .RequireRateLimiting(AccessLimits.Streams)
            .ProducesProblem(StatusCodes.Status404NotFound);
        events.MapGet("/events", StreamAllOrdersEndpoint.HandleAsync).WithName("StreamAllOrders")
            .RequireRateLimiting(AccessLimits.Streams);
    }

    private static RouteGroupBuilder ProducesFailures(this RouteGroupBuilder group) => group
        .RefusesUnknownParameters()
        .ProducesProblem(StatusCodes.Status500InternalServerError)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
