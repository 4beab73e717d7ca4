using MassTransit;
using MassTransit.Context;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;
using MassTransit.Scheduling;
using Sagas.Durability.Commit;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Outbox;

namespace Sagas.Durability.Receive;

/// <summary>
/// The context that a consumer sees: whatever it sends, publishes or schedules becomes part of its unit of work.
/// </summary>
/// <typeparam name="TMessage">The consumed message.</typeparam>
internal sealed class UnitOfWorkConsumeContext<TMessage> : ConsumeContextScope<TMessage>, OutboxSendContext
    where TMessage : class
{
    private readonly UnitOfWork _unit;
    private readonly IServiceProvider _services;
    private readonly OutboxCapture _capture;

    public UnitOfWorkConsumeContext(
        ConsumeContext<TMessage> context, UnitOfWork unit, IServiceProvider services, OutboxCapture capture)
        : base(context)
    {
        _unit = unit;
        _services = services;
        _capture = capture;
        unit.TraceParent = DurabilityTracing.TraceParentOf(context.ReceiveContext);
        var capturing = new OutboxReceiveContext(this, context.ReceiveContext);
        ReceiveContext = capturing;
        PublishEndpointProvider = capturing.PublishEndpointProvider;
        AddOrUpdatePayload<UnitOfWork>(() => unit, _ => unit);
        AddOrUpdatePayload<MessageSchedulerContext>(NewScheduler, _ => NewScheduler());
    }

    public Task AddSend<T>(SendContext<T> context) where T : class
    {
        _capture.Add(_unit, context);
        return Task.CompletedTask;
    }

    public object? GetService(Type serviceType) => _services.GetService(serviceType);

    // The factory is called again for every nested context, so that a timer knows the saga that sets it.
    private MessageSchedulerContext NewScheduler() => new ConsumeMessageSchedulerContext(this, context =>
        new MessageScheduler(new OutboxScheduleProvider(context, _unit), context.GetPayload<IBusTopology>()));
}
