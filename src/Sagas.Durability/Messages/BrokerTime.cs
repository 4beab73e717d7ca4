namespace Sagas.Durability.Messages;

/// <summary>A time in a header, in whole seconds since 1970; it may be one that no calendar has.</summary>
/// <param name="Seconds">The seconds.</param>
public readonly record struct BrokerTime(long Seconds);
