using MassTransit;
using MassTransit.DependencyInjection;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;
using MassTransit.Transports;
using Sagas.Durability.Commit;

namespace Sagas.Durability.Outbox;

/// <summary>
/// Makes <c>IPublishEndpoint</c> and <c>ISendEndpointProvider</c> of a scope without a consumer send into the scope's unit of
/// work.
/// </summary>
internal sealed class UnitOfWorkBusContext(
    IBus bus, UnitOfWorkScope scope, IClientFactory clientFactory, IServiceProvider services, OutboxCapture capture)
    : ScopedBusContext, OutboxSendContext
{
    public ISendEndpointProvider SendEndpointProvider => new OutboxSendEndpointProvider(this, bus);

    public IPublishEndpoint PublishEndpoint => new PublishEndpoint(new OutboxPublishEndpointProvider(this, bus));

    // A request waits for its response, so it cannot wait for a commit: it is sent to the broker directly.
    public IScopedClientFactory ClientFactory =>
        new BusScopedBusContext<IBus>(bus, clientFactory, services).ClientFactory;

    public Task AddSend<T>(SendContext<T> context) where T : class
    {
        capture.Add(scope.Unit, context);
        return Task.CompletedTask;
    }

    public object? GetService(Type serviceType) => services.GetService(serviceType);
}
