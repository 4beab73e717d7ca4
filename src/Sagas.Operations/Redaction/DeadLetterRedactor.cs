using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;
using Sagas.Web.Text;

namespace Sagas.Operations.Redaction;

/// <summary>Shows dead letters to callers who may not see secrets: without those of the message, and those of its saga.</summary>
/// <param name="mask">Hides members of JSON.</param>
/// <param name="sagas">Finds what sagas hide.</param>
internal sealed class DeadLetterRedactor(JsonRedactor mask, SecretsOfSagas sagas)
{
    private const string UnreadableHeaders = """{"***":"***"}""";

    /// <summary>Dead letters as the caller may see them.</summary>
    /// <param name="http">The request.</param>
    /// <param name="deadLetters">The dead letters.</param>
    /// <returns>The same, or copies without secrets.</returns>
    public async Task<IReadOnlyList<DeadLetter>> ForAsync(HttpContext http, IReadOnlyList<DeadLetter> deadLetters)
    {
        if (http.MaySeeSecrets())
            return deadLetters;
        var known = await sagas.FindAsync(
            deadLetters.Select(deadLetter => deadLetter.SagaId).OfType<Guid>(), http.RequestAborted);
        return
        [
            .. deadLetters.Select(deadLetter => Hide(
                mask, deadLetter, deadLetter.SagaId is { } sagaId ? known.GetValueOrDefault(sagaId) : null)),
        ];
    }

    /// <summary>A dead letter as the caller may see it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="deadLetter">The dead letter.</param>
    /// <returns>The same, or a copy without secrets.</returns>
    public async Task<DeadLetter> ForAsync(HttpContext http, DeadLetter deadLetter) =>
        http.MaySeeSecrets() ? deadLetter : await HideAsync(deadLetter, http.RequestAborted);

    /// <summary>A dead letter as the caller may export it with many others.</summary>
    /// <param name="http">The request.</param>
    /// <param name="deadLetter">The dead letter.</param>
    /// <returns>The same, or a copy without secrets.</returns>
    public async Task<DeadLetter> ForExportAsync(HttpContext http, DeadLetter deadLetter) =>
        http.MayAdminister() ? deadLetter : await HideAsync(deadLetter, http.RequestAborted);

    /// <summary>
    /// Groups of dead letters as the caller may see them. They are named by what senders can choose, too, and are about many.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="groups">The groups.</param>
    /// <returns>The same, or without what looks like a secret.</returns>
    public static IReadOnlyList<DeadLetterGroup> For(HttpContext http, IReadOnlyList<DeadLetterGroup> groups) =>
        http.MaySeeSecrets()
            ? groups
            : [.. groups.Select(group => group with
            {
                ExceptionType = group.ExceptionType is { } type ? SecretPatterns.HideIn(type) : null,
                MessageTypes = SecretPatterns.HideIn(group.MessageTypes),
            })];

    /// <summary>An edited body, as the caller may see it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="body">The body.</param>
    /// <returns>The same, or without secrets.</returns>
    public string For(HttpContext http, string body) => http.MaySeeSecrets() ? body : mask.Mask(body);

    /// <summary>A dead letter without secrets: what is hidden in one place is hidden in all others.</summary>
    /// <param name="mask">Hides members of JSON.</param>
    /// <param name="deadLetter">The dead letter.</param>
    /// <param name="ofSaga">What its saga hides; null if there is none.</param>
    /// <returns>A copy.</returns>
    public static DeadLetter Hide(JsonRedactor mask, DeadLetter deadLetter, SecretTexts? ofSaga)
    {
        var known = new SecretTexts();
        mask.Learn(deadLetter.Body, known);
        mask.Learn(deadLetter.Headers, known);
        if (deadLetter.Wire is { } wire)
            mask.Learn(wire, known);
        if (ofSaga is not null)
            known.Add(ofSaga);
        return deadLetter with
        {
            Body = mask.Mask(deadLetter.Body, known),
            // Nobody can tell what is in them.
            Bytes = null,
            Wire = WireOf(mask, deadLetter.Wire, known),
            Headers = mask.Mask(deadLetter.Headers, known) is var headers && headers != ShownTexts.Withheld
                ? headers
                : UnreadableHeaders,
            Reason = ShownTexts.Of(deadLetter.Reason, known)!,
            ExceptionType = ShownTexts.Of(deadLetter.ExceptionType, known),
            ExceptionDetail = ShownTexts.Of(deadLetter.ExceptionDetail, known),
            MessageTypes = known.HideIn(deadLetter.MessageTypes),
        };
    }

    private async Task<DeadLetter> HideAsync(DeadLetter deadLetter, CancellationToken cancellationToken)
    {
        var known = deadLetter.SagaId is { } sagaId
            ? (await sagas.FindAsync([sagaId], cancellationToken)).GetValueOrDefault(sagaId)
            : null;
        return Hide(mask, deadLetter, known);
    }

    // What is nested too deeply to be masked is left out.
    private static string? WireOf(JsonRedactor mask, string? wire, SecretTexts known) =>
        wire is not null && mask.Mask(wire, known) is var masked && masked.StartsWith('{') ? masked : null;
}
