namespace Sagas.Chaos.Faults;

/// <summary>What can be done to the service.</summary>
internal enum FaultKind
{
    /// <summary>An instance is killed with SIGKILL, and started again at once.</summary>
    InstanceKilled,

    /// <summary>The broker is shut down properly, and started again.</summary>
    BrokerStopped,

    /// <summary>The broker is killed with SIGKILL, and started again.</summary>
    BrokerKilled,

    /// <summary>The broker closes all connections of the service.</summary>
    BrokerConnectionsClosed,

    /// <summary>The broker is short of memory and accepts no messages.</summary>
    BrokerMemoryAlarm,

    /// <summary>Everything between instances and broker takes 100 ms longer.</summary>
    BrokerSlow,

    /// <summary>Connections to the broker are cut, and new ones refused.</summary>
    BrokerCut,

    /// <summary>The database is shut down properly (PostgreSQL: fast), and started again.</summary>
    DatabaseStopped,

    /// <summary>The database stops without finishing anything (PostgreSQL: immediate), and recovers.</summary>
    DatabaseCrashed,

    /// <summary>The database ends all sessions of the service.</summary>
    DatabaseSessionsEnded,

    /// <summary>Everything between instances and database takes 100 ms longer.</summary>
    DatabaseSlow,

    /// <summary>Connections to the database are cut, and new ones refused.</summary>
    DatabaseCut,

    /// <summary>Messages are taken from the queues, and put back twice and in a different order.</summary>
    MessagesShuffled,

    /// <summary>The clocks of all instances jump past pending timers.</summary>
    ClockJump,
}
