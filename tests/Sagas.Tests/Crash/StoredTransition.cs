using System.Text.Json;

namespace Sagas.Tests.Crash;

/// <summary>One step of an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Version">The version that it reached.</param>
/// <param name="From">State before.</param>
/// <param name="To">State after.</param>
/// <param name="Changes">The fields that changed.</param>
internal record StoredTransition(Guid OrderId, int Version, string From, string To, JsonElement Changes);
