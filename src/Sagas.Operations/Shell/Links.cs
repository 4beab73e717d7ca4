using Microsoft.AspNetCore.WebUtilities;
using Sagas.Durability.Registry;

namespace Sagas.Operations.Shell;

/// <summary>
/// The addresses of the pages, below the address of the first one: pages name it as their base, and redirects go there by
/// <see cref="PageForms.GoTo"/>.
/// </summary>
internal static class Links
{
    /// <summary>All sagas of a type.</summary>
    public static string Kind(SagaType kind) => $"./sagas/{kind.Name}";

    /// <summary>The sagas in a state.</summary>
    public static string State(SagaType kind, string state) => QueryHelpers.AddQueryString(Kind(kind), "state", state);

    /// <summary>Where alerts are acknowledged.</summary>
    public const string Acknowledge = "./actions/alerts";

    /// <summary>Where an acknowledged alert is opened again.</summary>
    public static string Unacknowledge(Guid alertId) => $"{Acknowledge}/{alertId}/unacknowledge";

    /// <summary>Where a command is sent to a saga.</summary>
    public static string Tell(SagaType kind, Guid sagaId, SagaCommand command) =>
        $"./actions/sagas/{kind.Name}/{sagaId}/{command.Name}";

    /// <summary>Sagas that are stuck.</summary>
    public const string Stuck = "./stuck";

    /// <summary>Sagas that are stuck, those whose alerts have a status.</summary>
    public static string StuckOf(string? status, string? group = null, Guid? after = null) => QueryHelpers.AddQueryString(
        Stuck,
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["status"] = status,
            ["group"] = group,
            ["after"] = after?.ToString(),
        }.Where(value => value.Value is not null));

    /// <summary>One saga.</summary>
    public static string Saga(string kind, Guid sagaId) => $"./sagas/{kind}/{sagaId}";

    /// <summary>A timer of a saga, which has no page of its own.</summary>
    public static string Timer(string kind, Guid sagaId, Guid timerId) => $"{Saga(kind, sagaId)}/timers/{timerId}";

    /// <summary>All dead letters.</summary>
    public const string DeadLetters = "./dead-letters";

    /// <summary>Where stuck sagas are exported.</summary>
    public const string ExportStuck = "./operations/alerts/export";

    /// <summary>Where dead letters are exported.</summary>
    public const string ExportLetters = "./operations/dead-letters/export";

    /// <summary>Dead letters of a queue with the same cause.</summary>
    public static string DeadLettersLike(string endpoint, string? exceptionType, string? messageType = null) =>
        QueryHelpers.AddQueryString(
            DeadLetters,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["endpoint"] = endpoint,
                ["exceptionType"] = exceptionType,
                ["messageType"] = messageType,
            }.Where(value => value.Value is not null));

    /// <summary>The dead letters of a conversation.</summary>
    public static string DeadLettersOf(Guid conversationId) =>
        QueryHelpers.AddQueryString(DeadLetters, "conversationId", conversationId.ToString());

    /// <summary>One dead letter.</summary>
    public static string DeadLetter(Guid deadLetterId) => $"{DeadLetters}/{deadLetterId}";

    /// <summary>Where a dead letter is edited.</summary>
    public static string Edit(Guid deadLetterId) => $"{DeadLetter(deadLetterId)}#change";

    /// <summary>Where one is asked whether a dead letter is to be discarded.</summary>
    public static string Discard(Guid deadLetterId) => $"{DeadLetter(deadLetterId)}/discard";

    /// <summary>Where a dead letter is sent again.</summary>
    public static string Retry(Guid deadLetterId) => Action(DeadLetter(deadLetterId), "retry");

    /// <summary>All jobs that send dead letters again.</summary>
    public const string Jobs = "./retry-jobs";

    /// <summary>Where a job is started.</summary>
    public const string StartJob = "./actions/retry-jobs";

    /// <summary>One job.</summary>
    public static string Job(Guid retryJobId) => $"{Jobs}/{retryJobId}";

    /// <summary>The search in everything.</summary>
    public const string Search = "./search";

    /// <summary>The summary of a shift.</summary>
    public const string Summary = "./summary";

    /// <summary>The audit.</summary>
    public const string Audit = "./audit";

    /// <summary>A page's address without the beginning by which it is below the first page.</summary>
    public static string Below(string page) => page.StartsWith("./", StringComparison.Ordinal) ? page[2..] : page;

    /// <summary>Where a form is sent.</summary>
    public static string Action(string page, string action) => $"./actions/{Below(page)}/{action}";
}
