namespace Sagas.Access.Settings;

/// <summary>What a caller may be. Of each group every role includes the one before it.</summary>
public static class AccessRoles
{
    /// <summary>Reads orders, their histories and their events.</summary>
    public const string OrdersReader = "orders.reader";

    /// <summary>Submits and cancels orders, too.</summary>
    public const string OrdersSubmitter = "orders.submitter";

    /// <summary>Sees what operators see.</summary>
    public const string OperationsReader = "operations.reader";

    /// <summary>Acts on single orders and messages, too.</summary>
    public const string OperationsOperator = "operations.operator";

    /// <summary>Does what cannot be undone or concerns many at once, too.</summary>
    public const string OperationsAdmin = "operations.admin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [OrdersReader, OrdersSubmitter, OperationsReader, OperationsOperator, OperationsAdmin];

    /// <summary>Reads a list of roles as settings have it.</summary>
    /// <param name="list">Names, separated by commas.</param>
    /// <returns>The names.</returns>
    internal static string[] Split(string? list) =>
        list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
