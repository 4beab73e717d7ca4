using MassTransit;

namespace Sagas.Tests.Durability.World;

internal class PolicyStateMachine : MassTransitStateMachine<PolicyState>
{
    public static readonly TimeSpan RenewedAfter = TimeSpan.FromDays(365);

    public PolicyStateMachine(TimeProvider time)
    {
        InstanceState(x => x.CurrentState);
        Event(() => Insured, x => x.CorrelateById(m => m.Message.ParcelId));
        Event(() => Damaged, x => x.CorrelateById(m => m.Message.ParcelId));
        Event(() => Ended, x => x.CorrelateById(m => m.Message.ParcelId));
        Event(() => WeightAsked, x => x.CorrelateById(m => m.Message.ParcelId));
        Request(() => Weighing, x => x.WeighingId, x =>
        {
            x.ServiceAddress = new Uri("queue:WeighParcel");
            x.Timeout = TimeSpan.Zero;
        });
        Schedule(() => Renewal, x => x.RenewalTokenId, x => x.Received = e => e.CorrelateById(m => m.Message.ParcelId));

        Initially(When(Insured)
            .Then(x => x.Saga.Amount = x.Message.Amount)
            .Schedule(Renewal, x => new PolicyRenewed(x.Saga.CorrelationId), _ => (time.GetUtcNow() + RenewedAfter).UtcDateTime)
            .Publish(x => new ParcelRegistered(x.Saga.CorrelationId, x.Message.Amount))
            .TransitionTo(Covered));
        During(Covered,
            Ignore(Insured),
            Ignore(Renewal.Received),
            When(WeightAsked).Request(Weighing, x => new WeighParcel(x.Saga.CorrelationId)),
            When(Weighing.Completed).Then(x => x.Saga.Damage = $"none: it weighs {x.Message.Grams} g"),
            When(Weighing.Faulted).Then(x => x.Saga.Damage = x.Message.Exceptions[0].Message),
            When(Damaged).Then(x => x.Saga.Damage = x.Message.What),
            When(Ended).Unschedule(Renewal).Finalize());
        SetCompletedWhenFinalized();
    }

    public State Covered { get; private set; } = null!;

    public Event<InsureParcel> Insured { get; private set; } = null!;

    public Event<ParcelDamaged> Damaged { get; private set; } = null!;

    public Event<PolicyEnded> Ended { get; private set; } = null!;

    public Event<AskForWeight> WeightAsked { get; private set; } = null!;

    public Request<PolicyState, WeighParcel, ParcelWeighed> Weighing { get; private set; } = null!;

    public Schedule<PolicyState, PolicyRenewed> Renewal { get; private set; } = null!;
}
