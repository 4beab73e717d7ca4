namespace Sagas.Durability.Registry;

/// <summary>A field by which sagas can be found.</summary>
/// <param name="Property">The property of the saga.</param>
/// <param name="Key">The name in requests, such as <c>customerId</c>.</param>
/// <param name="Label">The name shown to people, such as <c>Customer</c>.</param>
public sealed record SagaField(string Property, string Key, string Label);
