namespace Sagas.Hosting.Startup;

/// <summary>What a process does. All roles in one process is the default; the same binaries run each alone.</summary>
[Flags]
internal enum Role
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Serves the REST API.</summary>
    Api = 1,

    /// <summary>Runs the order saga.</summary>
    Orders = 2,

    /// <summary>Makes charges and refunds.</summary>
    Payments = 4,

    /// <summary>Notifies customers.</summary>
    Notifications = 8,

    /// <summary>Serves the operators' pages and API.</summary>
    Operations = 16,

    /// <summary>Everything.</summary>
    All = Api | Orders | Payments | Notifications | Operations,
}
