using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Faults;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Payments.Simulator;
using Sagas.Tests.Time;
using Sagas.Verification;

namespace Sagas.Tests.Crash.Points;

/// <summary>The program, which dies at a moment that is chosen before it starts, on a bed that outlives it.</summary>
internal sealed class CrashingService : IAsyncDisposable
{
    private const int Killed = 137;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Impatient = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly TestBed _bed;
    private readonly SagasProgram _program = new();
    private readonly ConcurrentDictionary<string, Guid> _accepted = new(StringComparer.Ordinal);

    private CrashingService(TestBed bed, TimeSpan paymentTimeout)
    {
        _bed = bed;
        _program.Use(bed);
        foreach (var (name, value) in new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(CrashPlan).Assembly.Location,
            [CrashPlan.FileVariable] = PlanFile,
            ["Sagas__MigrateOnStart"] = "true",
            ["Sagas__Durability__OutboxLease"] = $"{Lease:c}",
            ["Sagas__Durability__OutboxPollInterval"] = "00:00:00.2",
            ["Sagas__Durability__RetryDelays__0"] = "00:00:00.01",
            ["Sagas__Durability__RetryDelays__1"] = "00:00:00.01",
            ["Sagas__Durability__RetryDelays__2"] = "00:00:00.01",
            ["Sagas__Durability__RedeliveryDelays__0"] = "00:00:00.2",
            ["Sagas__Orders__PaymentTimeout"] = $"{paymentTimeout:c}",
            ["Sagas__Payments__SlowDelay"] = "00:00:02",
        })
            _program.Environment[name] = value;
    }

    private string Output => _program.Output;

    private string PlanFile => Path.ChangeExtension(_program.DatabasePath, "crash");

    /// <summary>A service whose tables are there, and whose orders wait for their payment.</summary>
    public static async Task<CrashingService> NewAsync() => new(await TestBeds.ForServiceAsync(), Patient);

    /// <summary>A service whose orders give up while a slow charge is under way.</summary>
    public static async Task<CrashingService> ImpatientAsync() => new(await TestBeds.ForServiceAsync(), Impatient);

    /// <summary>A service whose database is empty.</summary>
    public static async Task<CrashingService> WithoutTablesAsync() => new(await TestBeds.EmptyAsync(), Patient);

    /// <summary>
    /// Lets the process, be it running or the next one, die when the moment comes for the n-th time from now on.
    /// </summary>
    public void Plan(string moment, int times) => CrashPlan.Write(PlanFile, moment, times);

    /// <summary>Starts a process. If a death is planned, it may come before the process is ready.</summary>
    public async Task StartAsync()
    {
        try
        {
            await _program.StartAsync();
        }
        catch (InvalidOperationException) when (File.Exists(PlanFile))
        {
            // Who waits for its death finds it dead.
        }
    }

    /// <summary>Posts the orders, and cancels those that want it. What has its answer already is not posted again.</summary>
    public Task PostAsync(IEnumerable<CrashOrder> orders) =>
        Parallel.ForEachAsync(orders, async (order, cancellationToken) =>
        {
            try
            {
                if (!_accepted.TryGetValue(order.Key, out var orderId))
                    orderId = _accepted[order.Key] = await PostAsync(order, cancellationToken);
                if (order.IsCancelled)
                    await CancelAsync(orderId, cancellationToken);
            }
            catch (Exception exception)
                when (exception is HttpRequestException or IOException or SocketException or OperationCanceledException)
            {
                // The process died meanwhile; nobody knows whether the order is there.
            }
        });

    /// <summary>Waits for the death that is planned, which is over by then.</summary>
    public async Task UntilDeadAsync()
    {
        using var deadline = new CancellationTokenSource(Limit);
        try
        {
            (await _program.UntilDeadAsync(deadline.Token)).ShouldBe(Killed, Output);
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"This never came: {await File.ReadAllTextAsync(PlanFile)}", exception);
        }
        finally
        {
            File.Delete(PlanFile);
        }

        await _program.KillAsync();
    }

    /// <summary>
    /// Posts what was not accepted yet, waits until every order has come to its end, and checks all invariants.
    /// </summary>
    public async Task ShouldBringToTheirEndAsync(IReadOnlyList<CrashOrder> orders)
    {
        await PostAsync(orders);
        orders.Count(order => _accepted.ContainsKey(order.Key)).ShouldBe(orders.Count, Output);
        await ShouldHaveLostNothingAsync();
    }

    /// <summary>
    /// Posts what was not accepted yet, waits until all money is given back and every order waits for a person or is over, and
    /// checks all invariants.
    /// </summary>
    public async Task ShouldGiveBackAsync(IReadOnlyList<CrashOrder> orders)
    {
        await PostAsync(orders);
        var orderIds = orders.Select(order => _accepted[order.Key]).ToList();
        IReadOnlyList<string> wrong = [];
        var begin = TimeProvider.System.GetTimestamp();
        await Eventually.BecomesTrueAsync(
            async () => (wrong = [.. await WrongAsync(settled: false), .. await KeptAsync(orderIds)]).Count == 0
                || TimeProvider.System.GetElapsedTime(begin) > Limit,
            "everything is given back",
            2 * Limit);
        wrong.ShouldBeEmpty(Output);
    }

    private async Task<IReadOnlyList<string>> KeptAsync(IReadOnlyList<Guid> orderIds)
    {
        await using var context = _bed.NewServiceContext();
        var charges = (await context.Set<SimulatedCharge>().Where(charge => orderIds.Contains(charge.OrderId)).ToListAsync())
            .ToLookup(charge => charge.OrderId);
        var orders = await context.Set<OrderState>().Where(order => orderIds.Contains(order.CorrelationId)).ToListAsync();
        return
        [
            .. charges.SelectMany(same => same).Where(charge => charge.State == SimulatedChargeState.Charged)
                .Select(charge => $"{charge.ChargeId} is kept"),
            .. charges.Where(same => same.Count() > 1).Select(same => $"{same.Key} was charged {same.Count()} times"),
            // One that was cancelled before its charge was never charged.
            .. orders.Where(order => order.CurrentState != nameof(OrderStatus.NeedsAttention)
                    && !(order.CurrentState == nameof(OrderStatus.Cancelled) && !charges[order.CorrelationId].Any()))
                .Select(order => $"{order.CorrelationId} is {order.CurrentState}"),
        ];
    }

    private async Task ShouldHaveLostNothingAsync()
    {
        IReadOnlyList<string> wrong = [];
        var begin = TimeProvider.System.GetTimestamp();
        await Eventually.BecomesTrueAsync(
            async () => (wrong = await WrongAsync(settled: true)).Count == 0 || TimeProvider.System.GetElapsedTime(begin) > Limit,
            "everything is at rest",
            2 * Limit);
        wrong.ShouldBeEmpty(Output);
    }

    public async ValueTask DisposeAsync()
    {
        await _program.KillAsync();
        _program.Dispose();
        _program.DeleteData();
        await _bed.DisposeAsync();
    }

    private async Task<Guid> PostAsync(CrashOrder order, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/orders", UriKind.Relative));
        request.Content = new StringContent(order.Json, System.Text.Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", order.Key);
        using var answer = await _program.Client.SendAsync(request, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, body);
        return JsonElement.Parse(body).GetProperty("orderId").GetGuid();
    }

    private async Task CancelAsync(Guid orderId, CancellationToken cancellationToken)
    {
        using var answer = await _program.Client.PostAsync(
            new Uri($"/orders/{orderId}/cancel", UriKind.Relative), null, cancellationToken);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Accepted, HttpStatusCode.Conflict);
    }

    private async Task<IReadOnlyList<string>> WrongAsync(bool settled)
    {
        await using var context = _bed.NewServiceContext();
        var options = Options.Create(
            new DurabilityOptions { OutboxLease = Lease, DatabaseIsQueueOfRecord = _bed.DatabaseIsQueueOfRecord });
        var found = await new ServiceInvariants(options, TimeProvider.System)
            .VerifyAsync(context, new VerificationOptions { Settled = settled, Grace = TimeSpan.Zero }, CancellationToken.None);
        var unkept = _bed.DatabaseIsQueueOfRecord
            ? await context.Set<SagaTransition>()
                .Where(step => !context.Set<JournaledMessage>().Any(message => message.MessageId == step.MessageId))
                .Select(step => $"{step.Event} of {step.SagaId} has left and was not kept").ToListAsync()
            : [];
        var stored = await context.Set<OrderState>().Select(order => order.CorrelationId).ToListAsync();
        return
        [
            .. found.Invariants.SelectMany(invariant => invariant.Violations).Select(offence => offence.ToString()),
            .. _accepted.Values.Except(stored).Select(orderId => $"{orderId} was accepted and is not there"),
            .. unkept,
            .. await context.Set<OutboxMessage>().Select(message => $"{message.MessageTypes} is still in the outbox")
                .ToListAsync(),
        ];
    }
}
