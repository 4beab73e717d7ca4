using System.Diagnostics;
using MassTransit.Logging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Gauges;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Hosting.Telemetry;

/// <summary>Neither an exporter nor anybody else listens. The trace of the request goes on, for logs and for others.</summary>
// Instruments and spans are the whole run's: other services would be heard, too.
[NonParallelizable]
internal class When_nobody_listens : Journey
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private readonly List<Activity?> _whileTold = [];
    private List<OutboxMessage> _timers = [];

    protected override async Task HappensAsync()
    {
        Service.BeforeNotification = _ =>
        {
            _whileTold.Add(Activity.Current);
            return Task.CompletedTask;
        };
        using var response = await Service.PostAsync(
            "/orders", RunningService.OrderOf("tok_slow"), ("traceparent", $"00-{TraceId}-b7ad6b7169203331-01"));
        OrderId = (await Service.AcceptedAsync(response)).OrderId;
        await Service.UntilGatewayIsSlowAsync();
        _timers = await Service.InDatabaseAsync(
            db => db.Set<OutboxMessage>().Where(message => message.DueAt != null).ToListAsync());
        Service.Time.Advance(RunningService.SlowDelay);
        await Service.UntilStateAsync(OrderId, OrderStatus.Completed);
    }

    [Test]
    public void Should_make_no_activity()
    {
        using var around = new Activity("around").SetIdFormat(ActivityIdFormat.W3C).Start();
        var message = new OutboxMessage
        {
            DestinationAddress = "queue:x",
            MessageTypes = "",
            ContentType = "",
            Headers = "{}",
            Body = "",
        };

        DurabilityTracing.HasListeners.ShouldBeFalse();
        DurabilityTracing.StartCommit().ShouldBeNull();
        DurabilityTracing.StartDispatch(message, []).ShouldBeNull();
    }

    [Test]
    public void Should_make_none_for_consumers() => _whileTold.ShouldBe([null]);

    [Test]
    public void Should_pass_the_trace_on_from_message_to_message() =>
        TransportHeaders.Deserialize(_timers.ShouldHaveSingleItem().Headers)[DiagnosticHeaders.ActivityId].ShouldNotBeNull()
            .ShouldContain(TraceId);

    [Test]
    public async Task Should_note_the_trace_of_every_step() =>
        (await Service.InDatabaseAsync(db => db.Set<SagaTransition>().Select(step => step.TraceId).ToListAsync()))
            .ShouldBe([TraceId, TraceId, TraceId]);

    [TestCase(null)]
    [TestCase("00-short-01")]
    [TestCase("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    public void Should_note_no_trace_where_there_is_none(string? traceParent) =>
        DurabilityTracing.TraceId(traceParent).ShouldBeNull();

    [Test]
    public void Should_read_nothing_from_the_database_for_gauges() =>
        Service.Services.GetServices<ISampledGauges>().Where(gauges => gauges.AreObserved).ShouldBeEmpty();
}
