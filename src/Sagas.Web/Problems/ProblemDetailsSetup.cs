namespace Sagas.Web.Problems;

/// <summary>Makes every error answer of the service a problem as RFC 9457 describes it, whoever makes it.</summary>
public static class ProblemDetailsSetup
{
    /// <summary>Registers the writer of problems and the translation of exceptions.</summary>
    /// <param name="builder">The program.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddProblems(this WebApplicationBuilder builder)
    {
        // Before AddProblemDetails: the first writer that can write does, and ASP.NET's own cannot when the caller accepts
        // something else than JSON, such as an event stream.
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemDetailsWriter>();
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ProblemDetailsExceptionHandler>();
        return builder;
    }

    /// <summary>Answers exceptions, unknown routes, wrong methods and the like with problems. Comes first in the pipeline.</summary>
    /// <param name="app">The program.</param>
    /// <returns>The same program.</returns>
    public static WebApplication UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        return app;
    }
}
