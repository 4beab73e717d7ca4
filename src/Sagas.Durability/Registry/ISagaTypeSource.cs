namespace Sagas.Durability.Registry;

/// <summary>Makes what is known of sagas of a type, once it is asked for.</summary>
internal interface ISagaTypeSource
{
    SagaType Kind { get; }
}
