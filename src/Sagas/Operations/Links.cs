using Microsoft.AspNetCore.WebUtilities;
using Sagas.Durability.Catalogue;
using Sagas.Operations.Alerts;

namespace Sagas.Operations;

/// <summary>The addresses of the pages.</summary>
internal static class Links
{
    /// <summary>All sagas of a type.</summary>
    public static string Kind(SagaKind kind) => $"/sagas/{kind.Name}";

    /// <summary>Those in a state.</summary>
    public static string State(SagaKind kind, string state) => QueryHelpers.AddQueryString(Kind(kind), "state", state);

    /// <summary>Where an alert is closed.</summary>
    public static string Acknowledge(SagaAlert alert) => $"/actions/alerts/{alert.AlertId}";

    /// <summary>Where a saga is told what to do.</summary>
    public static string Tell(SagaKind kind, Guid sagaId, SagaCommand command) => $"/actions/sagas/{kind.Name}/{sagaId}/{command.Name}";

    /// <summary>The same page with a notice on it.</summary>
    public static string WithNotice(string address, string notice) => QueryHelpers.AddQueryString(address, "notice", notice);

    /// <summary>One saga.</summary>
    public static string Saga(string kind, Guid sagaId) => $"/sagas/{kind}/{sagaId}";
}
