using Microsoft.AspNetCore.WebUtilities;
using Sagas.Durability.Catalogue;

namespace Sagas.Operations;

/// <summary>The addresses of the pages.</summary>
internal static class Links
{
    /// <summary>All sagas of a type.</summary>
    public static string Kind(SagaKind kind) => $"/sagas/{kind.Name}";

    /// <summary>Those in a state.</summary>
    public static string State(SagaKind kind, string state) => QueryHelpers.AddQueryString(Kind(kind), "state", state);

    /// <summary>One saga.</summary>
    public static string Saga(string kind, Guid sagaId) => $"/sagas/{kind}/{sagaId}";
}
