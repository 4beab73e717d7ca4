using Microsoft.AspNetCore.Mvc;

namespace Sagas.Operations.Shell;

/// <summary>Describes which bodies routes accept.</summary>
internal static class RequestBodies
{
    /// <summary>Says how a route refuses bodies, and how large one may be.</summary>
    public static RouteHandlerBuilder TakesBody(this RouteHandlerBuilder route, long? most = null)
    {
        if (most is { } bytes)
            route.WithMetadata(new RequestSizeLimitAttribute(bytes));
        return route
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }
}
