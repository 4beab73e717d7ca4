using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Orders;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Upgrades;

/// <summary>
/// A program of another version ended in the middle of everything, and this one is started on its database: with what the
/// older rows hold and the older messages say, it brings every order to its end.
/// </summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[TestFixtureSource(nameof(Versions))]
internal class When_the_program_is_upgraded(int number)
{
    /// <summary>Customers are named after what their orders were about when the version was recorded.</summary>
    private static readonly Dictionary<string, string> Ends = new(StringComparer.Ordinal)
    {
        ["completed"] = "Completed",
        ["rejected"] = "Rejected",
        ["cancelled"] = "Cancelled",
        ["needs attention"] = "Cancelled",
        ["needs attention too"] = "Cancelled",
        ["charging"] = "Completed",
        ["cancelling"] = "Cancelled",
        ["gateway down"] = "Cancelled",
        ["being told"] = "Completed",
        ["refunding"] = "Cancelled",
        ["submitted"] = "Completed",
        ["submitted too"] = "Completed",
    };

    private static readonly string[] EndedBefore = ["completed", "rejected", "cancelled"];

    private readonly RecordedVersion _version = new(number);
    private RunningService _service = null!;
    private int _deadLettersBefore;

    private static IEnumerable<int> Versions => RecordedVersion.All.Select(version => version.Number);

    [OneTimeSetUp]
    public async Task Upgrade()
    {
        _service = RunningService.StartOn(
            await TestBeds.LeftByAsync(_version),
            _version.Rows["Orders"].Select(order => order["OrderId"]!.GetValue<Guid>()),
            _version.RecordedAt,
            ("Sagas:MigrateOnStart", "true"),
            ("Sagas:Durability:RedeliveryDelays:0", "00:01:00"));
        _deadLettersBefore = _version.Rows["DeadLetters"].Count;
        await _service.UntilListeningAsync();
        await _service.SendAsync(new RetryCompensation(IdOf("needs attention too"), "grace", "the gateway should be back"));
        await _service.LetTimePassAsync();
        foreach (var customer in Ends.Keys.Where(customer => StateOf(customer) == nameof(OrderStatus.NeedsAttention)).ToList())
            await _service.SendAsync(new ResolveManually(IdOf(customer), "grace", "paid back by bank transfer"));
        await _service.LetTimePassAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_service is not null)
            await _service.DisposeAsync();
    }

    [Test]
    public void Should_bring_every_order_to_its_end() => Ends.Keys.ToDictionary(customer => customer, StateOf).ShouldBe(Ends);

    [Test]
    public Task Should_keep_every_invariant() => _service.ShouldKeepItsPromisesAsync();

    [Test]
    public async Task Should_note_which_orders_it_has_moved()
    {
        var orders = await _service.InDatabaseAsync(db => db.Set<OrderState>().AsNoTracking().ToListAsync());

        foreach (var order in orders)
        {
            order.DefinitionVersion.ShouldBe(
                EndedBefore.Contains(order.CustomerId) ? number : OrderStateMachine.DefinitionVersion, order.CustomerId);
        }
    }

    [Test]
    public async Task Should_know_since_when_orders_are_in_their_states()
    {
        var orders = await _service.InDatabaseAsync(db => db.Set<OrderState>().AsNoTracking().ToListAsync());
        var steps = await _service.InDatabaseAsync(db => db.Set<SagaTransition>().AsNoTracking().ToListAsync());

        orders.ToDictionary(order => order.CustomerId, order => order.StateEnteredAt).ShouldBe(orders.ToDictionary(
            order => order.CustomerId,
            order => steps.Where(step => step.SagaId == order.CorrelationId && step.FromState != step.ToState)
                .Max(step => step.At)));
    }

    [Test]
    public async Task Should_answer_a_request_that_was_answered_before()
    {
        using var response = await _service.PostAsync(
            "/orders", RunningService.OrderOf("tok_visa", "completed"), ("Idempotency-Key", "recorded-key"));

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await response.Content.ReadAsStringAsync()).ShouldContain(IdOf("completed").ToString());
    }

    [Test]
    public async Task Should_have_given_up_nothing_but_what_cannot_be_done()
    {
        var given = await _service.InDatabaseAsync(
            db => db.Set<DeadLetter>().AsNoTracking().OrderBy(deadLetter => deadLetter.DeadAt).ToListAsync());

        given.Count.ShouldBeGreaterThan(_deadLettersBefore);
        given.Skip(_deadLettersBefore).Select(deadLetter => deadLetter.Reason).Distinct(StringComparer.Ordinal)
            .ShouldAllBe(reason => reason.StartsWith("The simulated gateway ", StringComparison.Ordinal));
    }

    private Guid IdOf(string customer) => Guid.Parse(
        _version.Rows["Orders"].Single(order => order["CustomerId"]!.GetValue<string>() == customer)["OrderId"]!
            .GetValue<string>(),
        CultureInfo.InvariantCulture);

    private string StateOf(string customer) => _service.InDatabaseAsync(db => db.Set<OrderState>().AsNoTracking()
        .Where(order => order.CustomerId == customer).Select(order => order.CurrentState).SingleAsync()).GetAwaiter().GetResult();
}
