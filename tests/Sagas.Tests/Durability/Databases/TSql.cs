using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Sagas.Tests.Durability.Databases;

/// <summary>Reads T-SQL with the parser of SQL Server's own tools.</summary>
internal static class TSql
{
    public static IReadOnlyList<string> ErrorsOf(string text)
    {
        Parse(text, out var errors);
        return [.. errors.Select(error => $"line {error.Line}, column {error.Column}: {error.Message}")];
    }

    /// <summary>Names of the columns that the text reads or writes, without those that it makes itself.</summary>
    public static IReadOnlySet<string> ColumnsOf(string text)
    {
        var found = Visit(text);
        found.Columns.ExceptWith(found.Aliases);
        return found.Columns;
    }

    /// <summary>For each table that the text names with hints: the hints.</summary>
    public static IReadOnlyList<IReadOnlyList<TableHintKind>> HintsOf(string text) => Visit(text).Hints;

    /// <summary>For each VALUES of the text: how many rows it has.</summary>
    public static IReadOnlyList<int> RowsOf(string text) => Visit(text).Rows;

    /// <summary>Names of the tables that the text inserts into.</summary>
    public static IReadOnlyList<string> InsertedInto(string text) => Visit(text).Inserts;

    /// <summary>For each CATCH of the text: the kinds of its statements.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> CaughtBy(string text) => Visit(text).Catches;

    /// <summary>Whether the text begins by throwing if there is no transaction.</summary>
    public static bool StopsOutsideTransaction(string text) =>
        Parse(text, out _) is TSqlScript { Batches: [{ Statements: [IfStatement guard, ..] }] }
        && guard.ThenStatement is ThrowStatement && guard.ElseStatement is null
        && guard.Predicate is BooleanComparisonExpression
        {
            ComparisonType: BooleanComparisonType.Equals,
            FirstExpression: GlobalVariableExpression { Name: "@@TRANCOUNT" },
            SecondExpression: IntegerLiteral { Value: "0" },
        };

    private static Visitor Visit(string text)
    {
        var visitor = new Visitor();
        Parse(text, out _).Accept(visitor);
        return visitor;
    }

    // The dialect of SQL Server 2019.
    private static TSqlFragment Parse(string text, out IList<ParseError> errors)
    {
        using var reader = new StringReader(text);
        return new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out errors);
    }

    private sealed class Visitor : TSqlFragmentVisitor
    {
        public HashSet<string> Columns { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Aliases { get; } = new(StringComparer.Ordinal);

        public List<IReadOnlyList<TableHintKind>> Hints { get; } = [];

        public List<int> Rows { get; } = [];

        public List<string> Inserts { get; } = [];

        public List<IReadOnlyList<string>> Catches { get; } = [];

        public override void Visit(InsertSpecification node)
        {
            if (node.Target is NamedTableReference table)
                Inserts.Add(table.SchemaObject.BaseIdentifier.Value);
        }

        public override void Visit(TryCatchStatement node)
        {
            var statements = new StatementKinds();
            node.CatchStatements.Accept(statements);
            Catches.Add(statements.Found);
        }

        public override void Visit(ColumnReferenceExpression node)
        {
            if (node.MultiPartIdentifier is { } name)
                Columns.Add(name.Identifiers[^1].Value);
        }

        public override void Visit(SelectScalarExpression node)
        {
            if (node.ColumnName is { } alias)
                Aliases.Add(alias.Value);
        }

        public override void Visit(NamedTableReference node)
        {
            if (node.TableHints.Count > 0)
                Hints.Add([.. node.TableHints.Select(hint => hint.HintKind)]);
        }

        public override void Visit(ValuesInsertSource node) => Rows.Add(node.RowValues.Count);

        public override void Visit(InlineDerivedTable node) => Rows.Add(node.RowValues.Count);
    }

    private sealed class StatementKinds : TSqlFragmentVisitor
    {
        public List<string> Found { get; } = [];

        public override void Visit(TSqlStatement node) => Found.Add(node.GetType().Name);
    }
}
