using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;

namespace Sagas.Operations.DeadLetters;

/// <summary>
/// Refuses text searches if the caller sees masks: by trying, one could find out what is behind them. Searching only what is
/// shown would mean reading and masking every dead letter.
/// </summary>
internal sealed class TextSearchFilter : IEndpointFilter
{
    /// <summary>The parameter that holds the text.</summary>
    public const string Parameter = "text";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Query.ContainsKey(Parameter) && !context.HttpContext.MaySeeSecrets()
            ? OperationsProblems.WordsAreMasked()
            : await next(context);
}
