using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Tests.Hosting.Telemetry.World;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Hosting.Telemetry;

// Instruments and spans are the whole run's: other services would be heard, too.
[NonParallelizable]
internal class When_an_order_is_traced : Journey
{
    private readonly SpanRecorder _recorder = SpanRecorder.OfTheService();
    private Trace _trace = null!;
    private Span _last = null!;

    protected override async Task HappensAsync()
    {
        OrderId = await Service.SubmitAsync("tok_visa");
        await Service.UntilStateAsync(OrderId, OrderStatus.Completed);
        await Service.UntilQuietAsync();
        // Spans end a little after the order is seen to be completed.
        await Service.UntilAsync(
            () => Task.FromResult(_recorder.Find(IsLast) is { } last && _recorder.TraceOf(last).IsCompleteTo(last)),
            "the last span");
        _last = _recorder.Find(IsLast)!;
        _trace = _recorder.TraceOf(_last);

        static bool IsLast(Span span) => span is { Name: "order-saga process", MessageType: "NotificationSent" };
    }

    [OneTimeTearDown]
    public void StopListening() => _recorder.Dispose();

    [Test]
    public void Should_lead_from_the_request_to_the_end_without_a_gap() =>
        _trace.PathTo(_last).Select(span => span.Title).ShouldBe(
        ["Microsoft.AspNetCore.Hosting.HttpRequestIn", .. OrderPath.AfterTheRequest]);

    [Test]
    public async Task Should_be_noted_at_every_step() =>
        (await Service.InDatabaseAsync(db => db.Set<SagaTransition>().Select(step => step.TraceId).ToListAsync()))
            .ShouldBe([_last.TraceId, _last.TraceId, _last.TraceId]);

    [Test]
    public async Task Should_be_one_tree()
    {
        await TestContext.Out.WriteLineAsync(_trace.ToString());

        _trace.Roots.ShouldHaveSingleItem();
    }

    [Test]
    public void Should_begin_no_span_before_what_led_to_it()
    {
        var starts = _trace.PathTo(_last).Select(span => span.Start).ToList();

        starts.ShouldBe(starts.Order());
    }

    [Test]
    public void Should_show_the_commit_of_every_step()
    {
        var steps = _trace.Spans.Where(span => span.Name.EndsWith(" process", StringComparison.Ordinal)).ToList();
        steps.Count.ShouldBe(5);

        foreach (var step in steps)
        {
            var commit = _trace.Spans.Single(span => span.Name == "unit_of_work commit" && span.ParentId == step.ParentId);
            commit.Tags["sagas.unit_of_work.outcome"].ShouldBe("committed");
            int.Parse(commit.Tags["sagas.commit.group_size"], System.Globalization.CultureInfo.InvariantCulture)
                .ShouldBeGreaterThan(0);
        }

        var request = _trace.Roots.Single();
        _trace.Spans.ShouldContain(span => span.Name == "unit_of_work commit" && span.ParentId == request.SpanId);
    }

    [Test]
    public void Should_be_found_by_the_order() =>
        _trace.Spans.Count(span => span.Tags.GetValueOrDefault("messaging.masstransit.saga_id") == $"{OrderId:D}")
            .ShouldBeGreaterThan(3);

    [Test]
    public void Should_not_begin_traces_for_housekeeping() => _recorder.All
        .Where(span => span.ParentId is null && span.Name != "Microsoft.AspNetCore.Hosting.HttpRequestIn")
        .ShouldBeEmpty();
}
