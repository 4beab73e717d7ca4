namespace Sagas.Tests.Properties;

/// <summary>When somebody cancels an order.</summary>
internal enum Cancelled
{
    Never,

    /// <summary>As soon as it was accepted.</summary>
    AtOnce,

    /// <summary>When it is paid, and its customer is about to be told.</summary>
    WhenPaid,
}
