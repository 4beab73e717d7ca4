using Sagas.Access.Settings;

namespace Sagas.Access.Callers;

/// <summary>What may be done, and by whom. Every route names one of these, unless it is open to everyone.</summary>
public static class AccessPolicies
{
    /// <summary>Read orders: <c>orders.reader</c> and above.</summary>
    public const string OrdersRead = "orders.read";

    /// <summary>Submit and cancel orders: <c>orders.submitter</c>.</summary>
    public const string OrdersSubmit = "orders.submit";

    /// <summary>See operations: <c>operations.reader</c> and above.</summary>
    public const string OperationsRead = "operations.read";

    /// <summary>Act on single orders and messages: <c>operations.operator</c> and above.</summary>
    public const string OperationsAct = "operations.act";

    /// <summary>Do what cannot be undone or concerns many at once: <c>operations.admin</c>.</summary>
    public const string OperationsAdmin = "operations.administer";

    private static readonly Dictionary<string, string[]> RolesOf = new(StringComparer.Ordinal)
    {
        [OrdersRead] = [AccessRoles.OrdersReader, AccessRoles.OrdersSubmitter],
        [OrdersSubmit] = [AccessRoles.OrdersSubmitter],
        [OperationsRead] = [AccessRoles.OperationsReader, AccessRoles.OperationsOperator, AccessRoles.OperationsAdmin],
        [OperationsAct] = [AccessRoles.OperationsOperator, AccessRoles.OperationsAdmin],
        [OperationsAdmin] = [AccessRoles.OperationsAdmin],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> All => RolesOf.Keys;

    /// <summary>Which roles a policy lets through.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>Their names, the least powerful first.</returns>
    public static IReadOnlyList<string> Roles(string policy) => RolesOf[policy];

    internal static IServiceCollection AddAccessPolicies(this IServiceCollection services) =>
        services.AddAuthorization(policies =>
        {
            foreach (var (name, roles) in RolesOf)
                policies.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireRole(roles));
        });
}
