using System.Data.Common;
using System.Globalization;

namespace Sagas.Durability.Databases;

/// <summary>A statement for the database with its values, and how many rows it changed.</summary>
/// <param name="text">The text.</param>
/// <param name="values">The values of its parameters.</param>
/// <param name="expected">How many rows it should change.</param>
internal sealed class Statement(StatementText text, IReadOnlyList<object?> values, int expected = 1)
{
    /// <summary>How many parameters a statement may have: SQL Server allows 2,100, others more.</summary>
    public const int MostParameters = 2_000;

    private static readonly string[] Names =
        [.. Enumerable.Range(0, MostParameters).Select(number => "@p" + number.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The text.</summary>
    /// <param name="withinTransaction">Whether it is sent inside a transaction.</param>
    public string TextFor(bool withinTransaction) => withinTransaction ? text.WithinTransaction : text.Text;

    /// <summary>How many rows it should insert, update or delete, where that can be predicted.</summary>
    public int Expected => expected;

    /// <summary>How many rows it inserted, updated or deleted, once it has been executed.</summary>
    public int Affected { get; set; }

    /// <summary>The placeholder of a parameter.</summary>
    public static string NameOf(int parameter) => Names[parameter];

    /// <summary>Adds the values as parameters.</summary>
    /// <param name="parameters">The collection to add them to.</param>
    /// <param name="maker">The command that creates the parameters.</param>
    public void AddTo(DbParameterCollection parameters, DbCommand maker)
    {
        for (var i = 0; i < values.Count; i++)
            parameters.Add(text.Parameters[i].CreateParameter(maker, Names[i], values[i]));
    }
}

/// <summary>
/// The text of a statement, and the columns whose values its parameters <c>@p0</c>, <c>@p1</c>… hold. It is created once, because
/// a database need not parse the same text again and again.
/// </summary>
internal sealed class StatementText(DatabaseDialect dialect, string text, IReadOnlyList<StoredColumn> parameters)
{
    public string Text => text;

    /// <summary>The text as it is sent inside a transaction.</summary>
    public string WithinTransaction { get; } = dialect.WithinTransaction(text);

    public IReadOnlyList<StoredColumn> Parameters => parameters;
}
