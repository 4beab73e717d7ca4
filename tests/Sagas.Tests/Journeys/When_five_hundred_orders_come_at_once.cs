using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Orders.Api.Listing;
using Sagas.Payments.Simulator;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

[EveryBed]
internal class When_five_hundred_orders_come_at_once : Journey
{
    private const int Count = 500;

    // Ten seconds where nobody else computes.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    protected override async Task HappensAsync()
    {
        await Task.WhenAll(Enumerable.Range(1, Count).Select(place => Service.SubmitAsync("tok_visa", unitPrice: place / 100m)));
        await Service.UntilQuietAsync(Deadline);
    }

    [Test]
    public async Task Should_complete_them_all()
    {
        var orders = await Service.InDatabaseAsync(db => Invariants.OrdersAsync(db, Service.Accepted));
        orders.Count.ShouldBe(Count);
        Invariants.UnfinishedOrders(orders).ShouldBeEmpty();
        orders.ShouldAllBe(order => order.CurrentState == nameof(OrderStatus.Completed) && order.Version == 3);
    }

    [Test]
    public async Task Should_charge_each_exactly_its_total()
    {
        var charges = await Service.InDatabaseAsync(db => db.Set<SimulatedCharge>().ToListAsync());
        charges.Select(charge => charge.OrderId).ShouldBe(Service.Accepted, ignoreOrder: true);
        charges.Select(charge => charge.Amount).Order().ShouldBe(Enumerable.Range(1, Count).Select(place => place * 2 / 100m));
        charges.ShouldAllBe(charge => charge.Attempts == 1);
    }

    [Test]
    public async Task Should_leave_nothing_behind()
    {
        (await Service.InDatabaseAsync(db => db.Set<OutboxMessage>().CountAsync())).ShouldBe(0);
        (await Service.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync())).ShouldBe(0);
    }

    [TestCase(200)]
    [TestCase(33)]
    public async Task Should_list_each_once_page_by_page(int limit)
    {
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await Service.GetAsync<OrderPage>(
                $"/orders?state=Completed&limit={limit}{(cursor is null ? "" : $"&cursor={cursor}")}");
            page.Items.Count.ShouldBe(Math.Min(limit, Count - seen.Count));
            seen.AddRange(page.Items.Select(order => order.OrderId));
            cursor = page.Next;
        }
        while (cursor is not null);

        seen.ShouldBe(Service.Accepted, ignoreOrder: true);
    }
}
