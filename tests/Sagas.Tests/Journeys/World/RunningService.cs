using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sagas.Contracts;
using Sagas.Durability.Commit;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Notifications.Channels;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Orders.Api.History;
using Sagas.Tests.Harness;
using Sagas.Tests.Time;
using Sagas.Verification;

namespace Sagas.Tests.Journeys.World;

/// <summary>
/// The whole service on a bed of its own, which outlives its processes. Timers, redeliveries and slow charges move only
/// when the test moves <see cref="Time"/>.
/// </summary>
internal sealed class RunningService : IAsyncDisposable
{
    /// <summary>Who orders, unless the test says otherwise.</summary>
    public const string Customer = "c-42";

    /// <summary>How long a charge of tok_slow takes: a time that nothing else is set to.</summary>
    public static readonly TimeSpan SlowDelay = new(0, 7, 13);

    /// <summary>How long a process that stops waits for work that does not come to its end.</summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    private static readonly string[] Worrying = ["Warning", "Error", "Critical"];

    private readonly Dictionary<string, string> _settings;
    private readonly ConcurrentQueue<Guid> _accepted = new();
    private readonly CollectingLoggerProvider _log = new();
    private ServiceProcess? _process;

    private RunningService(TestBed bed, IEnumerable<(string Key, string Value)> settings)
    {
        Bed = bed;
        _settings = new(bed.Settings, StringComparer.Ordinal)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Sagas:StopTimeout"] = $"{StopTimeout:c}",
            ["Sagas:Payments:SlowDelay"] = $"{SlowDelay:c}",
            // Time that jumps while a message is being sent must not end its lease: it would wait for the next one in vain.
            ["Sagas:Durability:OutboxLease"] = "01:00:00",
            // In-process retries wait in real time.
            ["Sagas:Durability:RetryDelays:0"] = "00:00:00.001",
            ["Sagas:Durability:RetryDelays:1"] = "00:00:00.001",
            ["Sagas:Durability:RetryDelays:2"] = "00:00:00.001",
        };
        foreach (var (key, value) in settings)
            _settings[key] = value;
    }

    public TestBed Bed { get; }

    public ManualTimeProvider Time { get; } = new();

    /// <summary>Closed for a customer, the channel takes their notifications and does not come back.</summary>
    public Door Notifications { get; } = new();

    /// <summary>What happens right before the channel takes a notification.</summary>
    public Func<Notification, Task> BeforeNotification { get; set; } = _ => Task.CompletedTask;

    /// <summary>Every order that was answered with 202 or 200.</summary>
    public IReadOnlyList<Guid> Accepted => [.. _accepted];

    /// <summary>Everything that was logged, at every level.</summary>
    public IReadOnlyList<string> Log => _log.Lines;

    public HttpClient Http => Process.Client;

    public IServiceProvider Services => Process.Services;

    private ServiceProcess Process => _process ?? throw new InvalidOperationException("The service does not run.");

    public static async Task<RunningService> StartAsync(params (string Key, string Value)[] settings)
    {
        var service = new RunningService(await TestBeds.ForServiceAsync(), settings);
        service.Start();
        return service;
    }

    /// <summary>Starts on a bed that others have left behind.</summary>
    /// <param name="bed">The bed.</param>
    /// <param name="accepted">The orders that others have accepted.</param>
    /// <param name="now">The present, which is later than the past of the bed.</param>
    /// <param name="settings">Settings.</param>
    public static RunningService StartOn(
        TestBed bed, IEnumerable<Guid> accepted, DateTimeOffset now, params (string Key, string Value)[] settings)
    {
        var service = new RunningService(bed, settings);
        foreach (var orderId in accepted)
            service._accepted.Enqueue(orderId);
        service.Time.Advance(now - service.Time.GetUtcNow());
        service.Start();
        return service;
    }

    public void Start() => _process = new ServiceProcess(
        Bed, _settings, Time, Notifications, notification => BeforeNotification(notification), _log);

    /// <summary>Waits until the queues are there.</summary>
    public Task UntilListeningAsync() => Process.UntilListeningAsync();

    public async Task StopAsync()
    {
        await Process.EndAsync();
        _process = null;
        await Bed.ProcessHasEndedAsync(Time.GetUtcNow());
    }

    /// <summary>Stops the process, and starts the next one on the same bed, with other settings if there are any.</summary>
    public async Task RestartAsync(params (string Key, string Value)[] settings)
    {
        await StopAsync();
        foreach (var (key, value) in settings)
            _settings[key] = value;
        Start();
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string? json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request);
    }

    public async Task<T> GetAsync<T>(string path) where T : class =>
        (await Http.GetFromJsonAsync<T>(new Uri(path, UriKind.Relative), JsonSerializerOptions.Web)).ShouldNotBeNull();

    public static string OrderOf(
        string token, string customer = Customer, decimal unitPrice = 19.90m, string email = "ada@example.com") =>
        JsonSerializer.Serialize(new
        {
            customerId = customer,
            email,
            currency = "EUR",
            lines = new[] { new { sku = "BOOK-1", quantity = 2, unitPrice } },
            paymentToken = token,
        });

    /// <summary>Posts an order and remembers it as accepted.</summary>
    public async Task<Guid> SubmitAsync(string token, string customer = Customer, decimal unitPrice = 19.90m)
    {
        using var response = await PostAsync("/orders", OrderOf(token, customer, unitPrice));
        return (await AcceptedAsync(response)).OrderId;
    }

    /// <summary>Reads the answer to a submission and remembers its order as accepted.</summary>
    public async Task<OrderView> AcceptedAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{response.StatusCode}: {body}");
        var order = JsonSerializer.Deserialize<OrderView>(body, JsonSerializerOptions.Web).ShouldNotBeNull();
        _accepted.Enqueue(order.OrderId);
        return order;
    }

    /// <summary>Posts an order and waits until it is paid; its customer is not told before the door is opened.</summary>
    public async Task<Guid> SubmitPaidAsync(string token, string customer)
    {
        Notifications.CloseFor(customer);
        var orderId = await SubmitAsync(token, customer);
        await UntilAsync(() => Task.FromResult(Notifications.IsAwaitedBy(customer)), "the customer to be told");
        (await OrderAsync(orderId)).State.ShouldBe(OrderStatus.AwaitingNotification);
        return orderId;
    }

    public async Task CancelAsync(Guid orderId, string reason) => (await TryCancelAsync(orderId, reason)).ShouldBeTrue();

    /// <summary>Asks for an order to be cancelled.</summary>
    /// <returns>Whether it was not too late to ask.</returns>
    public async Task<bool> TryCancelAsync(Guid orderId, string reason)
    {
        using var response = await PostAsync($"/orders/{orderId}/cancel", JsonSerializer.Serialize(new { reason }));
        response.StatusCode.ShouldBeOneOf(HttpStatusCode.Accepted, HttpStatusCode.Conflict);
        return response.StatusCode == HttpStatusCode.Accepted;
    }

    public Task<OrderView> OrderAsync(Guid orderId) => GetAsync<OrderView>($"/orders/{orderId}");

    public async Task<IReadOnlyList<OrderStep>> HistoryAsync(Guid orderId) =>
        (await GetAsync<OrderHistory>($"/orders/{orderId}/history")).Items;

    /// <summary>The history in short: <c>OrderSubmitted: Initial → AwaitingPayment</c>.</summary>
    public async Task<IReadOnlyList<string>> StepsAsync(Guid orderId) =>
        [.. (await HistoryAsync(orderId)).Select(step => $"{step.Event}: {step.From} → {step.To}")];

    public Task UntilStateAsync(Guid orderId, OrderStatus state) =>
        UntilAsync(async () => (await OrderAsync(orderId)).State == state, $"order {orderId} to be {state}");

    /// <summary>Waits until the simulated gateway is busy with a charge of tok_slow.</summary>
    public Task UntilGatewayIsSlowAsync() =>
        UntilAsync(() => Task.FromResult(Time.IsAwaited(SlowDelay)), "the gateway to be slow");

    public async Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan? deadline = null)
    {
        try
        {
            await Eventually.BecomesTrueAsync(condition, what, deadline);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}\n{await WhatIsUnderWayAsync()}", exception);
        }
    }

    /// <summary>Waits until every message that may leave has left, and everything that arrived has been handled.</summary>
    public Task UntilQuietAsync(TimeSpan? deadline = null) => UntilAsync(IsQuietAsync, "the outbox to be empty", deadline);

    /// <summary>Moves time on from one timer, redelivery or slow charge to the next, until there is none left.</summary>
    public async Task LetTimePassAsync()
    {
        while (true)
        {
            await UntilAsync(
                async () => Time.IsAwaited(SlowDelay) || await IsQuietAsync(), "the service to do what can be done now");
            if (Time.IsAwaited(SlowDelay))
            {
                Time.Advance(SlowDelay);
                continue;
            }

            var next = await InDatabaseAsync(db => db.Set<OutboxMessage>().MinAsync(message => message.DueAt));
            if (next is null)
                return;

            var left = next.Value - Time.GetUtcNow();
            Time.Advance(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    /// <summary>
    /// Publishes an event as somebody outside does, but durably, so that <see cref="UntilQuietAsync"/> waits for it.
    /// </summary>
    public Task PublishAsync<T>(T message) where T : class =>
        InUnitOfWorkAsync(services => services.GetRequiredService<IPublishEndpoint>().Publish(message));

    /// <summary>Sends a command, to the order process unless the test says otherwise.</summary>
    public Task SendAsync<T>(T command, string endpoint = Endpoints.OrderSaga) where T : class =>
        InUnitOfWorkAsync(async services =>
        {
            var queue = await services.GetRequiredService<ISendEndpointProvider>().GetSendEndpoint(Endpoints.AddressOf(endpoint));
            await queue.Send(command);
        });

    public async Task<T> InDatabaseAsync<T>(Func<DbContext, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<DbContext>());
    }

    /// <summary>Checks what must always hold, once the service is quiet.</summary>
    public async Task ShouldKeepItsPromisesAsync()
    {
        await UntilQuietAsync();
        (await InDatabaseAsync(db => Invariants.BreachesAsync(db, Accepted))).ShouldBeEmpty();
        (await VerifyAsync(new VerificationOptions { Grace = TimeSpan.Zero })).Invariants
            .SelectMany(invariant => invariant.Violations)
            .ShouldBeEmpty();
    }

    /// <summary>Looks at what is stored as <c>verify</c> does.</summary>
    public Task<VerificationResult> VerifyAsync(VerificationOptions options) => InDatabaseAsync(db => new ServiceInvariants(
            Services.GetRequiredService<IOptions<DurabilityOptions>>(), Services.GetRequiredService<TimeProvider>())
        .VerifyAsync(db, options, CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        Notifications.OpenForAll();
        if (_process is not null)
            await _process.EndAsync();
        _log.Dispose();
        await Bed.DisposeAsync();
    }

    private async Task<string> WhatIsUnderWayAsync()
    {
        var states = await InDatabaseAsync(db => db.Set<OrderState>()
            .GroupBy(order => order.CurrentState).Select(same => $"{same.Count()} {same.Key}").ToListAsync());
        var messages = await InDatabaseAsync(db => db.Set<OutboxMessage>()
            .GroupBy(message => message.MessageTypes).Select(same => $"{same.Count()} {same.Key}").ToListAsync());
        var warnings = _log.Lines.Where(line => Array.Exists(Worrying, level => line.StartsWith(level, StringComparison.Ordinal)))
            .Select(line => line.Length > 500 ? line[..500] : line).ToList();
        return $"Orders: {string.Join(", ", states)}. In the outbox: {string.Join(", ", messages)}. {Bed.WhatIsAwaited}"
            + $"{warnings.Count} warnings, the last: {string.Join(Environment.NewLine, warnings.TakeLast(10))}";
    }

    private Task<bool> IsQuietAsync() => Bed.IsQuietAsync(Services);

    private async Task InUnitOfWorkAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
        (await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default)).ShouldBe(CommitOutcome.Committed);
    }
}
