namespace Sagas.Access.Settings;

/// <summary>The roles of callers. Within a group, every role includes the one before it.</summary>
public static class AccessRoles
{
    /// <summary>Reads orders, their histories and their events.</summary>
    public const string OrdersReader = "orders.reader";

    /// <summary>Also submits and cancels orders.</summary>
    public const string OrdersSubmitter = "orders.submitter";

    /// <summary>Sees what operators see.</summary>
    public const string OperationsReader = "operations.reader";

    /// <summary>Also acts on single orders and messages.</summary>
    public const string OperationsOperator = "operations.operator";

    /// <summary>Also does what cannot be undone or concerns many at once.</summary>
    public const string OperationsAdmin = "operations.admin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [OrdersReader, OrdersSubmitter, OperationsReader, OperationsOperator, OperationsAdmin];

    /// <summary>Splits a list of roles from the settings.</summary>
    /// <param name="list">Names, separated by commas.</param>
    /// <returns>The names.</returns>
    internal static string[] Split(string? list) =>
        list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
