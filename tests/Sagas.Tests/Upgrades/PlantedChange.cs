using MassTransit;
using Sagas.Orders;

namespace Sagas.Tests.Upgrades;

/// <summary>A process that differs from the recorded one: it changes orders before or after it handles an event.</summary>
/// <param name="eventName">The event.</param>
/// <param name="before">What it does before.</param>
/// <param name="after">What it does after.</param>
internal sealed class PlantedChange(string eventName, Action<OrderState>? before = null, Action<OrderState>? after = null)
    : IEventObserver<OrderState>
{
    public Task PreExecute(BehaviorContext<OrderState> context) => Do(before, context);

    public Task PreExecute<T>(BehaviorContext<OrderState, T> context) where T : class => Do(before, context);

    public Task PostExecute(BehaviorContext<OrderState> context) => Do(after, context);

    public Task PostExecute<T>(BehaviorContext<OrderState, T> context) where T : class => Do(after, context);

    public Task ExecuteFault(BehaviorContext<OrderState> context, Exception exception) => Task.CompletedTask;

    public Task ExecuteFault<T>(BehaviorContext<OrderState, T> context, Exception exception) where T : class =>
        Task.CompletedTask;

    private Task Do(Action<OrderState>? change, BehaviorContext<OrderState> context)
    {
        if (string.Equals(context.Event.Name, eventName, StringComparison.Ordinal))
            change?.Invoke(context.Saga);
        return Task.CompletedTask;
    }
}
