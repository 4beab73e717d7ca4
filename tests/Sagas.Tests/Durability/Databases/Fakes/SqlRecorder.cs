using System.Data;
using System.Data.Common;
using System.Text.RegularExpressions;

namespace Sagas.Tests.Durability.Databases.Fakes;

/// <summary>Notes every text that the service issues, and answers in the place of the database.</summary>
internal sealed partial class SqlRecorder
{
    private readonly Lock _lock = new();
    private readonly List<IssuedText> _texts = [];
    private (Predicate<string> When, Func<string, DataTable> Rows)? _answer;

    /// <summary>The part of the service that is at work.</summary>
    public string Part { get; set; } = "";

    public IReadOnlyList<IssuedText> Texts
    {
        get
        {
            lock (_lock)
                return [.. _texts];
        }
    }

    /// <summary>A server that carries out what is called within transactions; null if nothing can go wrong.</summary>
    public DeadlockingServer? Server { get; set; }

    /// <summary>From now on the queries whose text fits find rows; all others find none.</summary>
    public void AnswerTo(Predicate<string> when, Func<string, DataTable> rows) => _answer = (when, rows);

    public void AnswerNothing() => _answer = null;

    public void Record(DbCommand command)
    {
        var parameters = command.Parameters.Cast<DbParameter>()
            .Select(parameter => new IssuedParameter(
                parameter.ParameterName, TypeOf(parameter), parameter.Size, parameter.Value is DBNull or null))
            .ToList();
        lock (_lock)
            _texts.Add(new IssuedText(Part, command.CommandText, parameters));
    }

    /// <summary>Rows for queries, and for SaveChanges one row for each statement that reports what it changed.</summary>
    public DbDataReader Answer(string text)
    {
        if (_answer is { } answer && answer.When(text))
            return answer.Rows(text).CreateDataReader();
        if (Counting().IsMatch(text) && !text.Contains("GROUP BY", StringComparison.Ordinal))
            return OneNumber<long>(0L).CreateDataReader();

        // One row each: the number of a new row, or just that there is a row.
        var reports = Reporting().Matches(text)
            .Select(report => report.Value.EndsWith('1') ? OneNumber<int>(1) : OneNumber<long>(1L)).ToArray();
        return reports.Length == 0 ? new DataTable().CreateDataReader() : new DataTableReader(reports);
    }

    private static DataTable OneNumber<T>(object value)
    {
        var table = new DataTable();
        table.Columns.Add("Number", typeof(T));
        table.Rows.Add(value);
        return table;
    }

    private static string TypeOf(DbParameter parameter) =>
        parameter is Microsoft.Data.SqlClient.SqlParameter sql ? sql.SqlDbType.ToString() : parameter.DbType.ToString();

    [GeneratedRegex(@"\b(COUNT|COUNT_BIG|MAX)\(", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Counting();

    [GeneratedRegex(@"\b(OUTPUT|RETURNING) (1|INSERTED|"")", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Reporting();
}
