using Sagas.Durability.Messages;

namespace Sagas.Tests.Durability.Messages;

/// <summary>Whoever sends to a queue must not declare it: only its owner knows what kind of queue it is.</summary>
internal class Addresses_of_queues
{
    [TestCase("rabbitmq://broker/process-payment?bind=true", "rabbitmq://broker/process-payment")]
    [TestCase("rabbitmq://broker:5673/shop/process-payment?durable=true&bind=true",
        "rabbitmq://broker:5673/shop/process-payment?durable=true")]
    [TestCase("rabbitmq://broker/Sagas.Contracts.Orders:OrderPaid", "rabbitmq://broker/Sagas.Contracts.Orders:OrderPaid")]
    [TestCase("loopback://localhost/process-payment", "loopback://localhost/process-payment")]
    public void Should_become_those_of_the_exchanges_before_them(string address, string sentTo) =>
        EndpointNames.WithoutQueue(new Uri(address)).ShouldBe(new Uri(sentTo));
}
