using MassTransit;
using MassTransit.DependencyInjection;
using Sagas.Durability.Commit;

namespace Sagas.Durability.Outbox;

/// <summary>Gives a scope the context of its consumer if it has one, and otherwise that of its own unit of work.</summary>
internal sealed class UnitOfWorkBusContextProvider(
    IBus bus,
    Bind<IBus, IClientFactory> clientFactory,
    Bind<IBus, IScopedConsumeContextProvider> busConsumeContext,
    IScopedConsumeContextProvider consumeContext,
    UnitOfWorkScope scope,
    OutboxCapture capture,
    IServiceProvider services) : IScopedBusContextProvider<IBus>
{
    public ScopedBusContext Context { get; } =
        busConsumeContext.Value.HasContext
            ? new ConsumeContextScopedBusContext(busConsumeContext.Value.GetContext(), clientFactory.Value)
            : consumeContext.HasContext
                ? new ConsumeContextScopedBusContext<IBus>(bus, consumeContext.GetContext(), clientFactory.Value, services)
                : new UnitOfWorkBusContext(bus, scope, clientFactory.Value, services, capture);
}
