namespace Sagas.Durability.Messages;

/// <summary>A header that its sender called a text, but whose bytes are not UTF-8.</summary>
/// <param name="Bytes">The bytes.</param>
public sealed record BrokerText(ReadOnlyMemory<byte> Bytes);
