using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Audit;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Search;

/// <summary>
/// Looks for dead letters: by their ids, by those of their messages, and by words for callers who see them unmasked.
/// </summary>
internal sealed class LettersSearched(DbContext db, DeadLetterReader reader, AuditTrail audit)
{
    private const string Kind = "dead-letter";
    private const int MostIds = 100_000;

    // There is no index of the messages' ids.
    private const int MostMessages = 10_000;

    /// <summary>Looks for them.</summary>
    public async Task FindAsync(SearchTerm term, Findings findings, HttpContext http)
    {
        if (term.Digits is not null)
            await FindIdsAsync(term, findings, http.RequestAborted);
        if (term.Id is { } id)
            await FindDealtWithAsync(id, findings, http.RequestAborted);
        else if (http.MaySeeSecrets())
            await FindWordsAsync(term, findings, http.RequestAborted);
        else
            findings.Tell(
                "Texts of dead letters",
                $"not searched, because they are masked. {OperationsProblems.SeesSecrets.TrimEnd('.')}");
    }

    private async Task FindIdsAsync(SearchTerm term, Findings findings, CancellationToken cancellationToken)
    {
        var newest = Letters.OrderByDescending(letter => letter.DeadAt).ThenByDescending(letter => letter.DeadLetterId);
        var own = await IdsFound.AmongAsync(
            newest.Take(MostIds + 1).Select(letter => new { letter.DeadLetterId, letter.DeadAt }).AsAsyncEnumerable()
                .Select(letter => (letter.DeadLetterId, (DateTimeOffset?)letter.DeadAt)),
            id => term.IsIn(id), (MostIds, Findings.Most), cancellationToken);
        await ShowAsync(own.Ids, "ID", findings, cancellationToken);
        findings.Tell("Dead letters, by their IDs", Findings.Range(own.Looked, own.IsAll, own.BackTo));
        var ofMessages = new Dictionary<Guid, Guid?>();
        var messages = await IdsFound.AmongAsync(
            newest.Take(MostMessages + 1).Select(letter => new { letter.DeadLetterId, letter.MessageId, letter.DeadAt })
                .AsAsyncEnumerable().Select(letter =>
                {
                    ofMessages[letter.DeadLetterId] = letter.MessageId;
                    return (letter.DeadLetterId, (DateTimeOffset?)letter.DeadAt);
                }),
            id => term.IsIn(ofMessages[id]), (MostMessages, Findings.Most), cancellationToken);
        await ShowAsync(messages.Ids, "message ID", findings, cancellationToken);
        findings.Tell(
            "Dead letters, by the IDs of their messages", Findings.Range(messages.Looked, messages.IsAll, messages.BackTo));
    }

    // The page of a dead letter that is gone tells what became of it.
    private async Task FindDealtWithAsync(Guid id, Findings findings, CancellationToken cancellationToken)
    {
        var done = await audit.ReadAsync(
            new AuditQuery { SubjectKind = AuditActions.DeadLetter, SubjectId = id.ToString() }, after: null, limit: 1,
            cancellationToken);
        foreach (var entry in done.Items)
            findings.Add(new FoundView(
                Kind, entry.SubjectId, "dealt with", entry.Action, entry.At, "ID", Links.DeadLetter(id)[1..]));
        findings.Tell("Dead letters that were dealt with, by their whole IDs", "all");
    }

    private async Task FindWordsAsync(SearchTerm term, Findings findings, CancellationToken cancellationToken)
    {
        var page = await reader.ReadAsync(
            new DeadLetterQuery { Text = term.Text }, after: null, Findings.Most, cancellationToken);
        foreach (var letter in page.Items)
            findings.Add(Found(letter.DeadLetterId, letter.Endpoint, letter.DeadAt, "reason or body"));
        findings.Tell(
            "Dead letters, by their reasons and bodies",
            page.SearchedBackTo is { } back ? $"back to {Shown.Time(back)}"
                : page.Next is null ? "all" : $"until the newest {page.Items.Count} were found");
    }

    private async Task ShowAsync(
        IReadOnlyList<Guid> ids, string matchedBy, Findings findings, CancellationToken cancellationToken)
    {
        var letters = await Letters.Where(letter => ids.Contains(letter.DeadLetterId))
            .Select(letter => new { letter.DeadLetterId, letter.Endpoint, letter.DeadAt }).ToListAsync(cancellationToken);
        foreach (var letter in letters.OrderByDescending(letter => letter.DeadAt))
            findings.Add(Found(letter.DeadLetterId, letter.Endpoint, letter.DeadAt, matchedBy));
    }

    private IQueryable<DeadLetter> Letters => db.Set<DeadLetter>().AsNoTracking();

    private static FoundView Found(Guid id, string endpoint, DateTimeOffset at, string matchedBy) =>
        new(Kind, id.ToString(), endpoint, State: null, at, matchedBy, Links.DeadLetter(id)[1..]);
}
