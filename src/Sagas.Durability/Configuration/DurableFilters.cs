using MassTransit;
using MassTransit.DependencyInjection;
using Sagas.Durability.Databases;
using Sagas.Durability.Messages;
using Sagas.Durability.Receive;

namespace Sagas.Durability.Configuration;

/// <summary>
/// Puts the durable layer's filters around every consumer and saga that is configured on an endpoint: outermost the one that
/// deals with messages that fail for good, then the in-process retries, then the unit of work. Also records which messages the
/// endpoint consumes.
/// </summary>
internal sealed class DurableFilters(DurableEndpoint endpoint, IRegistrationContext context)
    : IConsumerConfigurationObserver, ISagaConfigurationObserver
{
    // One breaker for everything that the endpoint consumes.
    private readonly EndpointBreaker _breaker =
        new(endpoint.Name, endpoint.Options, endpoint.Time, endpoint.Logger, endpoint.Pauses);

    public void ConsumerConfigured<TConsumer>(IConsumerConfigurator<TConsumer> configurator) where TConsumer : class
    {
    }

    public void ConsumerMessageConfigured<TConsumer, TMessage>(IConsumerMessageConfigurator<TConsumer, TMessage> configurator)
        where TConsumer : class
        where TMessage : class =>
        Add(typeof(TConsumer), isSaga: false, (IPipeConfigurator<ConsumeContext<TMessage>>)configurator);

    public void SagaConfigured<TSaga>(ISagaConfigurator<TSaga> configurator) where TSaga : class, ISaga
    {
    }

    public void StateMachineSagaConfigured<TInstance>(
        ISagaConfigurator<TInstance> configurator, SagaStateMachine<TInstance> stateMachine)
        where TInstance : class, ISaga, SagaStateMachineInstance
    {
    }

    public void SagaMessageConfigured<TSaga, TMessage>(ISagaMessageConfigurator<TSaga, TMessage> configurator)
        where TSaga : class, ISaga
        where TMessage : class =>
        Add(typeof(TSaga), isSaga: true, (IPipeConfigurator<ConsumeContext<TMessage>>)configurator);

    private void Add<TMessage>(Type consumer, bool isSaga, IPipeConfigurator<ConsumeContext<TMessage>> pipe)
        where TMessage : class
    {
        var consumerId = endpoint.ConsumerIdOf(consumer, typeof(TMessage));
        endpoint.Subscribers.Add(endpoint.Name, MessageUrn.ForTypeString<TMessage>());
        endpoint.Known.Add(typeof(TMessage));

        pipe.UseFilter(new DeliveryFilter<TMessage>(consumerId, endpoint, _breaker));
        if (endpoint.Options.EffectiveRetryDelays is { Count: > 0 } delays)
        {
            // UseMessageRetry, its recommended replacement, would sit outside the filters of all consumers of a message type.
#pragma warning disable CS0618
            pipe.UseRetry(retry =>
            {
                retry.Intervals([.. delays]);
                retry.Ignore<MessageRefusedException>();
                retry.Ignore<UnstorableValueException>();
                retry.Ignore<Exception>(exception => endpoint.Options.NotBefore(exception) is not null);
            });
#pragma warning restore CS0618
        }

        pipe.UseFilter(new UnitOfWorkFilter<TMessage>(new ConsumeScopeProvider(context), consumerId, isSaga, endpoint));
    }
}
