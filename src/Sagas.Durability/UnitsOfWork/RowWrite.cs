using Sagas.Durability.Databases;

namespace Sagas.Durability.UnitsOfWork;

/// <summary>A row that a consumer has added, changed or removed.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Key">Its key, as a text that stands for nothing else.</param>
/// <param name="Statement">Affects one row, unless somebody else has changed it.</param>
internal sealed record RowWrite(string Table, string Key, Statement Statement);
