namespace Sagas.Durability.Registry;

/// <summary>Creates the description of a saga type when it is first needed.</summary>
internal interface ISagaTypeSource
{
    SagaType Kind { get; }
}
