namespace Sagas.Durability.Catalogue;

/// <summary>Makes what is known of sagas of a type, once it is asked for.</summary>
internal interface ISagaKindSource
{
    SagaKind Kind { get; }
}
