namespace Sagas.Web.Problems;

/// <summary>Turns every error response of the service into a problem as described by RFC 9457, wherever it originates.</summary>
public static class ProblemDetailsSetup
{
    /// <summary>Registers the writer of problems and the translation of exceptions.</summary>
    /// <param name="builder">The application builder.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddProblems(this WebApplicationBuilder builder)
    {
        // Before AddProblemDetails: the first writer that can write is used, and ASP.NET's own cannot if the caller accepts
        // something other than JSON, such as an event stream.
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemDetailsWriter>();
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ProblemDetailsExceptionHandler>();
        return builder;
    }

    /// <summary>
    /// Responds to exceptions, unknown routes, wrong methods and the like with problems. Comes first in the pipeline.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static WebApplication UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        return app;
    }
}
