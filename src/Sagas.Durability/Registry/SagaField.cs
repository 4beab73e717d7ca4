namespace Sagas.Durability.Registry;

/// <summary>A field of a saga by which sagas are found.</summary>
/// <param name="Property">The property of the saga.</param>
/// <param name="Key">How requests name it, such as <c>customerId</c>.</param>
/// <param name="Label">How people name it, such as <c>Customer</c>.</param>
public sealed record SagaField(string Property, string Key, string Label);
