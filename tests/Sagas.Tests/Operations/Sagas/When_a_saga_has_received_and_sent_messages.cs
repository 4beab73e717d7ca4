using System.Net;
using System.Text.Json;
using Sagas.Access.Callers;
using Sagas.Access.Settings;
using Sagas.Durability.Messages;
using Sagas.Operations.Sagas;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.Sagas;

/// <summary>Its page and the API tell what they said.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_saga_has_received_and_sent_messages
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private RunningService _service = null!;

    [TearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    [Test]
    public async Task Should_tell_them_in_the_order_of_its_steps()
    {
        var messages = await CompletedAsync(("Sagas:Durability:KeepMessagesFor", "01:00:00"));

        messages.Select(message => $"{message.Version} {message.Direction} {message.Type} {message.Place}").ShouldBe(
        [
            "1 In OrderSubmitted Journal", "1 Out ProcessPayment Journal", "1 Out PaymentExpired NotKept",
            "2 In PaymentCompleted Journal", "2 Out OrderPaid Journal", "2 Out SendNotification Journal",
            "2 Out NotificationExpired NotKept", "3 In NotificationSent Journal", "3 Out OrderCompleted Journal",
        ]);
        var sent = messages.Single(message => message.Type == "ProcessPayment");
        sent.Headers.ShouldNotBeNull()[TransportHeaders.SagaVersion].ShouldBe("1");
        sent.Destination.ShouldNotBeNull().ShouldContain("process-payment");
        sent.LeftAt.ShouldNotBeNull();
        Message(sent).GetProperty("paymentToken").GetString().ShouldBe("tok_visa");
        Message(messages[0]).GetProperty("email").GetString().ShouldBe("ada@example.com");
    }

    [Test]
    public async Task Should_show_them_at_its_steps()
    {
        var messages = await CompletedAsync(("Sagas:Durability:KeepMessagesFor", "01:00:00"));
        var page = WebUtility.HtmlDecode(await PageAsync());

        foreach (var message in messages)
            page.ShouldContain($"{message.MessageId}");
        page.ShouldContain("← received <b>PaymentCompleted</b>");
        page.ShouldContain("→ sent <b>SendNotification</b>");
        page.ShouldContain("\"email\": \"ada@example.com\"");
        page.ShouldContain($"<td>{TransportHeaders.SagaId}</td>");
    }

    [Test]
    public async Task Should_say_by_which_setting_they_would_have_been_kept()
    {
        var messages = await CompletedAsync(("Sagas:Durability:KeepMessagesFor", "00:00:00"));

        messages.Count.ShouldBe(9);
        messages.ShouldAllBe(message => message.Place == MessagePlace.NotKept && message.Body == null && message.Headers == null);
        (await PageAsync()).ShouldContain("Sagas:Durability:KeepMessagesFor");
    }

    [Test]
    public async Task Should_tell_what_waits_and_what_was_given_up()
    {
        _service = await RunningService.StartAsync();
        var (waiting, dead) = (await _service.SubmitPaidAsync("tok_visa", "c-1"), await _service.SubmitAsync("tok_down"));
        await _service.UntilAsync(
            async () => (await MessagesAsync(waiting)).Any(message => message.Place == MessagePlace.Outbox), "the timer");

        (await MessagesAsync(waiting)).Single(message => message.Type == "NotificationExpired")
            .ShouldSatisfyAllConditions(
                timer => timer.Place.ShouldBe(MessagePlace.Outbox), timer => timer.DueAt.ShouldNotBeNull(),
                timer => Message(timer));
        _service.Notifications.OpenForAll();
        await _service.LetTimePassAsync();
        (await MessagesAsync(dead)).Single(message => message.Type == "ProcessPayment")
            .ShouldSatisfyAllConditions(
                deadLetter => deadLetter.Place.ShouldBe(MessagePlace.DeadLetters),
                deadLetter => Message(deadLetter).GetProperty("paymentToken").GetString().ShouldBe("tok_down"));
    }

    [Test]
    public async Task Should_hide_from_readers_whom_to_reach_and_how_to_charge()
    {
        var key = ApiKey.Make();
        _service = await RunningService.StartAsync(
            ("Sagas:Durability:KeepMessagesFor", "01:00:00"),
            ("Sagas:Access:ApiKeys:0:Name", "reader"), ("Sagas:Access:ApiKeys:0:Hash", ApiKey.Hash(key)),
            ("Sagas:Access:ApiKeys:0:Roles", $"{AccessRoles.OperationsReader}, {AccessRoles.OrdersSubmitter}"));
        _service.Http.DefaultRequestHeaders.Add(ApiKey.Header, key);
        // The fault of its payment repeats the token in the text of an error.
        var orderId = await _service.SubmitAsync("tok_down");
        await _service.LetTimePassAsync();

        var messages = await MessagesAsync(orderId);
        Message(messages[0]).GetProperty("email").GetString().ShouldBe("a***@example.com");
        messages.Where(message => message.Place != MessagePlace.NotKept).Select(message => message.Type)
            .ShouldBeSubsetOf(messages.Where(message => message.Body is not null).Select(message => message.Type));
        foreach (var told in (string[])[JsonSerializer.Serialize(messages),
            await _service.PageAsync($"/sagas/{OperatedService.Orders}/{orderId}")])
        {
            told.ShouldNotContain("ada@example.com");
            told.ShouldNotContain("tok_down");
        }
    }

    [Test]
    public async Task Should_tell_the_trace_of_each_step()
    {
        await CompletedAsync(("Sagas:Operations:TraceUrl", "https://traces.example.com/trace/{traceId}?from=sagas"));
        var saga = await _service.GetAsync<SagaDetailView>(Path);

        saga.Steps.Count.ShouldBe(3);
        saga.Steps.ShouldAllBe(step => step.TraceId == Trace);
        // All steps have one trace, which is told once.
        (await PageAsync()).Split($"href=\"https://traces.example.com/trace/{Trace}?from=sagas\"").Length.ShouldBe(2);
    }

    [Test]
    public async Task Should_say_that_there_is_no_such_saga()
    {
        _service = await RunningService.StartAsync();

        var (status, body) = await _service.AskAsync($"/operations/sagas/{OperatedService.Orders}/{Guid.NewGuid()}/messages");
        status.ShouldBe(404);
        body.GetProperty("code").GetString().ShouldBe("saga_not_found");
        (await _service.AskAsync($"/operations/sagas/Parcels/{Guid.NewGuid()}/messages")).Status.ShouldBe(404);
    }

    private string Path { get; set; } = "";

    /// <summary>An order, traced by whoever has submitted it, that has come to its end.</summary>
    private async Task<IReadOnlyList<SagaMessageView>> CompletedAsync(params (string Key, string Value)[] settings)
    {
        _service = await RunningService.StartAsync(settings);
        using var response = await _service.PostAsync(
            "/orders", RunningService.OrderOf("tok_visa"), ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"));
        var orderId = (await _service.AcceptedAsync(response)).OrderId;
        await _service.UntilStateAsync(orderId, OrderStatus.Completed);
        await _service.UntilQuietAsync();
        Path = $"/operations/sagas/{OperatedService.Orders}/{orderId}";
        return await MessagesAsync(orderId);
    }

    private Task<string> PageAsync() => _service.PageAsync(Path["/operations".Length..]);

    private async Task<IReadOnlyList<SagaMessageView>> MessagesAsync(Guid orderId) =>
        await _service.GetAsync<List<SagaMessageView>>($"/operations/sagas/{OperatedService.Orders}/{orderId}/messages");

    private static JsonElement Message(SagaMessageView message) =>
        JsonElement.Parse(message.Body.ShouldNotBeNull()).GetProperty("message");
}
