namespace Sagas.Tests.Crash;

/// <summary>A row of an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="State">Its state.</param>
/// <param name="Version">Its version.</param>
/// <param name="Columns">All columns by name, as SQLite stores them.</param>
internal record StoredOrder(Guid OrderId, string State, int Version, IReadOnlyDictionary<string, object?> Columns);
