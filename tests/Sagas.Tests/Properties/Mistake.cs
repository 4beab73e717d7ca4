using MassTransit;
using Sagas.Orders;

namespace Sagas.Tests.Properties;

/// <summary>A planted mistake: an order whose customer was told ends as rejected.</summary>
internal sealed class Mistake : IEventObserver<OrderState>
{
    public Task PostExecute(BehaviorContext<OrderState> context)
    {
        if (context.Event.Name == nameof(OrderStateMachine.NotificationSent))
            context.Saga.CurrentState = nameof(OrderStateMachine.Rejected);
        return Task.CompletedTask;
    }

    public Task PostExecute<T>(BehaviorContext<OrderState, T> context) where T : class =>
        PostExecute((BehaviorContext<OrderState>)context);

    public Task PreExecute(BehaviorContext<OrderState> context) => Task.CompletedTask;

    public Task PreExecute<T>(BehaviorContext<OrderState, T> context) where T : class => Task.CompletedTask;

    public Task ExecuteFault(BehaviorContext<OrderState> context, Exception exception) => Task.CompletedTask;

    public Task ExecuteFault<T>(BehaviorContext<OrderState, T> context, Exception exception) where T : class =>
        Task.CompletedTask;
}
