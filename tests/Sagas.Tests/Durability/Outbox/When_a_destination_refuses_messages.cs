using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RabbitMQ.Client.Exceptions;
using Sagas.Durability.Outbox;
using Sagas.Durability.Settings;
using Sagas.Hosting.Transport;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Outbox;

[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_destination_refuses_messages
{
    private static readonly TimeSpan Patience = new DurabilityOptions().RefusalPatience;

    private readonly ManualTimeProvider _time = new();
    private readonly Connection _connection = new();
    private readonly NackedDestinations _refused;

    public When_a_destination_refuses_messages() => _refused = new NackedDestinations(
        _connection, Options.Create(new DurabilityOptions()), _time, NullLogger<NackedDestinations>.Instance);

    [Test]
    public void Should_have_patience_with_it()
    {
        Refuse("orders");
        _time.Advance(Patience - TimeSpan.FromTicks(1));
        Refuse("orders");

        _connection.Renewals.ShouldBe(0);
    }

    [Test]
    public void Should_make_the_connection_anew_once_patience_is_over()
    {
        Refuse("orders");
        _time.Advance(Patience);
        Refuse("orders");
        Refuse("orders");

        _connection.Renewals.ShouldBe(1);
    }

    [Test]
    public void Should_not_mind_refusals_between_which_messages_are_taken()
    {
        Refuse("orders");
        _time.Advance(Patience / 2);
        _refused.Taken("orders");
        Refuse("orders");
        _time.Advance(Patience / 2);
        Refuse("orders");

        _connection.Renewals.ShouldBe(0);
    }

    [Test]
    public void Should_not_take_what_others_take_for_an_end()
    {
        Refuse("orders");
        _time.Advance(Patience);
        _refused.Taken("payments");
        Refuse("orders");

        _connection.Renewals.ShouldBe(1);
    }

    [Test]
    public void Should_mend_once_for_all_that_refuse()
    {
        Refuse("orders");
        Refuse("payments");
        _time.Advance(Patience);
        Refuse("orders");
        Refuse("payments");

        _connection.Renewals.ShouldBe(1);
    }

    [Test]
    public void Should_be_twice_as_patient_each_time_that_it_did_not_help()
    {
        Refuse("orders");
        foreach (var times in (int[])[1, 2, 4, 8, 16, 32, 64, 64, 64])
        {
            var before = _connection.Renewals;
            _time.Advance((Patience * times) - TimeSpan.FromTicks(1));
            Refuse("orders");
            _connection.Renewals.ShouldBe(before);
            _time.Advance(TimeSpan.FromTicks(1));
            Refuse("orders");
            _connection.Renewals.ShouldBe(before + 1);
        }
    }

    [Test]
    public void Should_be_as_impatient_as_before_once_it_has_helped()
    {
        Should_make_the_connection_anew_once_patience_is_over();
        _refused.Taken("orders");

        Refuse("orders");
        _time.Advance(Patience);
        Refuse("orders");

        _connection.Renewals.ShouldBe(2);
    }

    [Test]
    public void Should_go_on_after_a_connection_that_could_not_be_closed()
    {
        _connection.Failure = new IOException();

        Should_be_twice_as_patient_each_time_that_it_did_not_help();
    }

    [Test]
    public void Should_tell_a_refusal_from_a_message_without_a_queue_and_from_a_lost_connection()
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var broker = new BrokerConnection(services);

        broker.IsRefusal(new InvalidOperationException("No.", new PublishException(1, isReturn: false))).ShouldBeTrue();
        broker.IsRefusal(new PublishException(1, isReturn: true)).ShouldBeFalse();
        broker.IsRefusal(new IOException("Gone.", new TimeoutException())).ShouldBeFalse();
    }

    private void Refuse(string destination) => _refused.Refused(destination);

    private sealed class Connection : IBrokerConnection
    {
        public int Renewals { get; private set; }

        public Exception? Failure { get; set; }

        public bool IsRefusal(Exception failure) => true;

        public Task RenewAsync(CancellationToken cancellationToken)
        {
            Renewals++;
            return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
        }
    }
}
