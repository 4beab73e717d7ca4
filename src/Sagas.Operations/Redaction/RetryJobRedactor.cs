using System.Text.Json;
using System.Text.Json.Nodes;
using Sagas.Durability.Tables;
using Sagas.Web.Text;

namespace Sagas.Operations.Redaction;

/// <summary>
/// Shows retry jobs to callers who may not see secrets. A job is about many messages, so that nobody can tell whose secrets its
/// reason may name: it is withheld, and so are the words by which the messages were searched for.
/// </summary>
internal static class RetryJobRedactor
{
    private const string Words = "text";

    /// <summary>The reason and the filter of a job, as the caller may see them.</summary>
    /// <param name="http">The request.</param>
    /// <param name="job">The job.</param>
    /// <returns>Both; the filter as JSON.</returns>
    public static (string? Reason, string Filter) For(HttpContext http, RetryJob job)
    {
        if (http.MaySeeSecrets())
            return (job.Reason, job.Filter);
        var filter = JsonNode.Parse(job.Filter)!.AsObject();
        foreach (var (name, value) in filter.ToList())
        {
            if (value?.GetValueKind() == JsonValueKind.String)
                filter[name] = name == Words ? ShownTexts.Withheld : SecretPatterns.HideIn(value.GetValue<string>());
        }

        return (ShownTexts.Of(job.Reason, known: null), filter.ToJsonString());
    }
}
