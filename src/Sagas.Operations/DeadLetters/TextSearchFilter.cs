using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;

namespace Sagas.Operations.DeadLetters;

/// <summary>
/// Refuses to look for words where the caller sees masks: by trying, one would find out what is behind them. To look at what is
/// shown only, every letter would have to be read and masked.
/// </summary>
internal sealed class TextSearchFilter : IEndpointFilter
{
    /// <summary>The parameter that holds the words.</summary>
    public const string Parameter = "text";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Query.ContainsKey(Parameter) && !context.HttpContext.MaySeeSecrets()
            ? OperationsProblems.WordsAreMasked()
            : await next(context);
}
