using System.Text.RegularExpressions;

namespace Sagas.Tests.Architecture;

/// <summary>What the audit says stays: nothing in the sources changes or removes an entry.</summary>
internal partial class Audit
{
    private static readonly IReadOnlyList<SourceFile> Sources =
        [.. SourceFile.Below("src").Where(file => !file.Path.Contains("/Migrations/", StringComparison.Ordinal))];

    [Test]
    public void Should_never_be_changed_or_removed() =>
        Sources.SelectMany(file => file.Find(Change(), TextKind.Code)).ShouldBeNone("Entries of the audit are only added");

    [TestCase("await db.Set<AuditEntry>().Where(x => x.Old).ExecuteDeleteAsync();")]
    [TestCase("db.Set<AuditEntry>()\n    .ExecuteUpdateAsync(set => set);")]
    [TestCase("db.Remove(auditEntry);")]
    [TestCase("database.Table(typeof(AuditEntry)).Statements.Delete(key, [id])")]
    public void Should_be_seen_to_be_changed(string code) =>
        new SourceFile("src/x.cs", code).Find(Change(), TextKind.Code).ShouldHaveSingleItem();

    [TestCase("db.Set<AuditEntry>().AsNoTracking(); other.ExecuteDeleteAsync();")]
    [TestCase("database.Table(typeof(AuditEntry)).Statements.Insert([entry])")]
    public void Should_be_left_alone_where_it_is_read_or_added(string code) =>
        new SourceFile("src/x.cs", code).Find(Change(), TextKind.Code).ShouldBeEmpty();

    // Within one statement.
    [GeneratedRegex(
        @"\bAuditEntry\b[^;]*?\b(ExecuteDelete|ExecuteUpdate|Delete|Update|Take)\w*\(|\b(Remove|RemoveRange|Update|UpdateRange|Attach)\(\s*(audit)?\w*[eE]ntr(y|ies)\b",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Change();
}
