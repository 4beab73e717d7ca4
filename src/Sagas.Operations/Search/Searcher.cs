namespace Sagas.Operations.Search;

/// <summary>Looks everywhere for what somebody has before them: an id, a trace, a customer, half an address.</summary>
internal sealed class Searcher(SagasSearched sagas, LettersSearched letters, JobsSearched jobs, StepsSearched steps)
{
    /// <summary>Looks for it.</summary>
    /// <param name="term">What is looked for.</param>
    /// <param name="http">The request: what is masked for the caller is not searched.</param>
    public async Task<SearchView> FindAsync(SearchTerm term, HttpContext http)
    {
        var findings = new Findings();
        await sagas.FindAsync(term, findings, http);
        await letters.FindAsync(term, findings, http);
        await jobs.FindAsync(term, findings, http.RequestAborted);
        await steps.FindAsync(term, findings, http.RequestAborted);
        return findings.ToView(term);
    }
}
