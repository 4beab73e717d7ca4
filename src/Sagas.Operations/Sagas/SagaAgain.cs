using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Registry;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Sagas;

/// <summary>The page of a saga once more, with a form that was refused.</summary>
internal static class SagaAgain
{
    /// <summary>Responds with it.</summary>
    /// <param name="kind">The saga's type.</param>
    /// <param name="sagaId">The saga.</param>
    /// <param name="form">The form.</param>
    public static RazorComponentResult With(SagaType kind, Guid sagaId, FilledForm form) => Answer.With<SagaDetail>(
        StatusCodes.Status422UnprocessableEntity,
        (nameof(SagaDetail.Name), kind.Name), (nameof(SagaDetail.SagaId), sagaId), (nameof(SagaDetail.Form), form));
}
