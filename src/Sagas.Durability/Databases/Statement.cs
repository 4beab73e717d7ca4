using System.Data.Common;
using System.Globalization;

namespace Sagas.Durability.Databases;

/// <summary>A text for the database with its values, and how many rows it changed.</summary>
/// <param name="text">The text.</param>
/// <param name="values">The values of its parameters.</param>
/// <param name="expected">How many rows it is to change.</param>
internal sealed class Statement(StatementText text, IReadOnlyList<object?> values, int expected = 1)
{
    /// <summary>How many parameters a statement may have: SQL Server takes 2,100, others more.</summary>
    public const int MostParameters = 2_000;

    private static readonly string[] Names =
        [.. Enumerable.Range(0, MostParameters).Select(number => "@p" + number.ToString(CultureInfo.InvariantCulture))];

    public string Text => text.Text;

    /// <summary>How many rows it is to insert, update or delete, where that can be said.</summary>
    public int Expected => expected;

    /// <summary>How many rows it inserted, updated or deleted, once it has been executed.</summary>
    public int Affected { get; set; }

    /// <summary>The placeholder of a parameter.</summary>
    public static string NameOf(int parameter) => Names[parameter];

    /// <summary>Gives the values to whoever executes the text.</summary>
    /// <param name="parameters">Takes them.</param>
    /// <param name="maker">Makes them.</param>
    public void AddTo(DbParameterCollection parameters, DbCommand maker)
    {
        for (var i = 0; i < values.Count; i++)
            parameters.Add(text.Parameters[i].CreateParameter(maker, Names[i], values[i]));
    }
}

/// <summary>
/// A text for the database, and the columns that its parameters <c>@p0</c>, <c>@p1</c>… are values of. It is made once: what
/// is asked in the same words again and again, a database need not read each time.
/// </summary>
internal sealed record StatementText(string Text, IReadOnlyList<StoredColumn> Parameters);
