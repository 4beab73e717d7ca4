using MassTransit;

namespace Sagas.Tests.Durability.World;

internal class ParcelStateMachine : MassTransitStateMachine<ParcelState>
{
    public const int DefinitionVersion = 3;

    public static readonly TimeSpan LostAfter = TimeSpan.FromHours(1);

    public ParcelStateMachine(TimeProvider time)
    {
        InstanceState(x => x.CurrentState);
        Event(() => Posted, x => x.CorrelateById(m => m.Message.ParcelId));
        Event(() => Delivered, x => x.CorrelateById(m => m.Message.ParcelId));
        Event(() => Touched, x =>
        {
            x.CorrelateById(m => m.Message.ParcelId);
            x.OnMissingInstance(m => m.Fault());
        });
        Schedule(() => Lost, x => x.LostTokenId, x => x.Received = e => e.CorrelateById(m => m.Message.ParcelId));

        Initially(When(Posted)
            .Then(x =>
            {
                x.Saga.Address = x.Message.Address;
                x.Saga.PostedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
            })
            .Schedule(Lost, x => new ParcelLost(x.Saga.CorrelationId), _ => (time.GetUtcNow() + LostAfter).UtcDateTime)
            .Publish(x => new ParcelRegistered(x.Saga.CorrelationId, 1))
            .Publish(x => new ParcelRegistered(x.Saga.CorrelationId, 2))
            .Publish(x => new ParcelRegistered(x.Saga.CorrelationId, 3))
            .TransitionTo(Travelling));
        During(Travelling,
            Ignore(Posted),
            When(Delivered).Unschedule(Lost).TransitionTo(Arrived),
            When(Touched).Then(x =>
            {
                x.Saga.Note = x.Message.Note;
                x.Saga.Touches++;
            }),
            When(Lost.Received).TransitionTo(Missing));
        During([Arrived, Missing], Ignore(Posted), Ignore(Delivered), Ignore(Touched), Ignore(Lost.AnyReceived));
    }

    public State Travelling { get; private set; } = null!;

    public State Arrived { get; private set; } = null!;

    public State Missing { get; private set; } = null!;

    public Event<ParcelPosted> Posted { get; private set; } = null!;

    public Event<ParcelDelivered> Delivered { get; private set; } = null!;

    public Event<ParcelTouched> Touched { get; private set; } = null!;

    public Schedule<ParcelState, ParcelLost> Lost { get; private set; } = null!;
}
