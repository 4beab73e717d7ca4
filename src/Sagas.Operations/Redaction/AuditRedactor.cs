using System.Text.Json;
using Sagas.Durability.Audit;
using Sagas.Durability.Paging;
using Sagas.Durability.Tables;
using Sagas.Web.Text;

namespace Sagas.Operations.Redaction;

/// <summary>
/// Shows the audit to callers who may not see secrets: without those of the saga and of the message that an entry is about.
/// If neither is to be found any more, or if the words are about many messages at once, the words are withheld.
/// </summary>
/// <param name="mask">Hides members of JSON.</param>
/// <param name="sagas">Finds what sagas and messages hide.</param>
internal sealed class AuditRedactor(JsonRedactor mask, SecretsOfSagas sagas)
{
    private const string Saga = "saga";

    // What people and exceptions have worded, in the data before and after.
    private static readonly Dictionary<string, Func<string, string>> Words = new(StringComparer.Ordinal)
    {
        ["reason"] = _ => ShownTexts.Withheld,
        ["exceptionDetail"] = _ => ShownTexts.Withheld,
        ["text"] = _ => ShownTexts.Withheld,
        ["note"] = _ => ShownTexts.Withheld,
    };

    // Words to search for are never shown to those who may not search for them.
    private readonly JsonRedactor _mask = mask.With(
        new Dictionary<string, Func<string, string>>(StringComparer.Ordinal) { ["text"] = _ => ShownTexts.Withheld });

    private readonly JsonRedactor _withhold = mask.With(Words);

    /// <summary>Entries as the caller may see them.</summary>
    /// <param name="http">The request.</param>
    /// <param name="entries">The entries.</param>
    /// <returns>The same, or copies without secrets.</returns>
    public Task<IReadOnlyList<AuditEntry>> ForAsync(HttpContext http, IReadOnlyList<AuditEntry> entries) =>
        ForAsync(http.MaySeeSecrets(), entries, http.RequestAborted);

    /// <summary>Entries as somebody may see them.</summary>
    /// <param name="showsSecrets">Whether nothing is hidden.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The same, or copies without secrets.</returns>
    public async Task<IReadOnlyList<AuditEntry>> ForAsync(
        bool showsSecrets, IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        if (showsSecrets || entries.Count == 0)
            return entries;
        var subjects = entries.Select(entry => new Subject(entry)).ToList();
        var ofSagas = await sagas.FindAsync(
            subjects.Select(subject => subject.Entry.SagaId).OfType<Guid>(), cancellationToken);
        var ofMessages = await sagas.FindOfMessagesAsync(
            [.. subjects.Select(subject => subject.MessageId).OfType<Guid>().Distinct()], cancellationToken);
        return
        [
            .. subjects.Select(subject => Hide(
                subject,
                subject.Entry.SagaId is { } sagaId ? ofSagas.GetValueOrDefault(sagaId) : null,
                subject.MessageId is { } messageId ? ofMessages.GetValueOrDefault(messageId) : null)),
        ];
    }

    /// <summary>An entry as the caller may see it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>The same, or a copy without secrets.</returns>
    public async Task<AuditEntry> ForAsync(HttpContext http, AuditEntry entry) => (await ForAsync(http, [entry]))[0];

    /// <summary>Reads a page of the audit as the caller may see it: who sees masks searches what is shown.</summary>
    /// <param name="http">The request.</param>
    /// <param name="audit">The audit.</param>
    /// <param name="filter">Which entries.</param>
    /// <param name="after">The end of the previous page.</param>
    /// <param name="limit">How many.</param>
    /// <returns>The page.</returns>
    public async Task<Page<AuditEntry>> ReadAsync(
        HttpContext http, AuditTrail audit, AuditQuery filter, PagePosition? after, int limit)
    {
        var asked = http.MaySeeSecrets()
            ? filter
            : filter with
            {
                LeavesOutSecrets = true,
                StillFound = (entries, _) => StillFoundAsync(http, entries, filter.Text!),
            };
        var page = await audit.ReadAsync(asked, after, limit, http.RequestAborted);
        return page with { Items = await ForAsync(http, page.Items) };
    }

    private async Task<IReadOnlyList<AuditEntry>> StillFoundAsync(
        HttpContext http, IReadOnlyList<AuditEntry> entries, string text)
    {
        var shown = await ForAsync(http, entries);
        return
        [
            .. entries.Where((_, i) => shown[i].Reason?.Contains(text, StringComparison.OrdinalIgnoreCase) == true),
        ];
    }

    private AuditEntry Hide(Subject subject, SecretTexts? ofSaga, SecretTexts? ofMessage)
    {
        var (entry, own) = (subject.Entry, new SecretTexts());
        _mask.Learn(entry.Before, own);
        _mask.Learn(entry.After, own);
        // A text without JSON around it could be part of anything.
        var isKnown = subject.Kind switch
        {
            SubjectKind.Message => subject.HasBody || ofMessage is not null || ofSaga is not null,
            SubjectKind.Saga => ofSaga is not null,
            _ => true,
        };
        if (ofSaga is not null)
            own.Add(ofSaga);
        if (ofMessage is not null)
            own.Add(ofMessage);
        var rules = isKnown ? _mask : _withhold;
        return new AuditEntry
        {
            AuditEntryId = entry.AuditEntryId,
            At = entry.At,
            Actor = entry.Actor,
            Action = entry.Action,
            SubjectKind = entry.SubjectKind,
            SubjectId = entry.SubjectId,
            SagaId = entry.SagaId,
            RetryJobId = entry.RetryJobId,
            Reason = ShownTexts.Of(entry.Reason, isKnown && !subject.IsAboutMany ? own : null),
            Before = Masked(rules, entry.Before, own),
            After = Masked(rules, entry.After, own),
        };
    }

    // What cannot be read in full is hidden in full, and the answer is JSON all the same.
    private static string? Masked(JsonRedactor rules, string? json, SecretTexts known) =>
        json is null ? null : rules.Mask(json, known) is var shown && shown == ShownTexts.Withheld ? $"\"{shown}\"" : shown;

    private enum SubjectKind
    {
        Other,
        Saga,
        Message,
    }

    /// <summary>What an entry is about.</summary>
    private sealed class Subject
    {
        public Subject(AuditEntry entry)
        {
            Entry = entry;
            Kind = entry.SubjectKind switch
            {
                AuditActions.DeadLetter => SubjectKind.Message,
                AuditActions.Job => SubjectKind.Other,
                _ => entry.SagaId is null ? SubjectKind.Other : SubjectKind.Saga,
            };
            if (Kind == SubjectKind.Other && entry.SubjectKind is Saga or AuditActions.Timer)
                Kind = SubjectKind.Saga;
            var before = Read(entry.Before);
            HasBody = Has(before, "body");
            IsAboutMany = entry.SubjectKind == AuditActions.Job || Has(Read(entry.After), "retryJobId");
            if (!HasBody && Has(before, "messageId") && before.GetProperty("messageId").TryGetGuid(out var messageId))
                MessageId = messageId;
        }

        public AuditEntry Entry { get; }

        public SubjectKind Kind { get; }

        public bool HasBody { get; }

        /// <summary>Whether its reason is that of a job, which is about many messages.</summary>
        public bool IsAboutMany { get; }

        public Guid? MessageId { get; }

        private static JsonElement Read(string? json) => json is null ? default : JsonSerializer.Deserialize<JsonElement>(json);

        private static bool Has(JsonElement json, string member) =>
            json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value)
            && value.ValueKind == JsonValueKind.String;
    }
}
