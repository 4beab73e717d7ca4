using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sagas.Hosting.Health;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Orders.Api.History;
using Sagas.Orders.Api.Idempotency;
using Sagas.Orders.Api.Listing;
using Sagas.Orders.Api.Streaming;
using Sagas.Tests.Durability.Databases.Fakes;
using Sagas.Tests.Time;
using Sagas.Web.Lists;

namespace Sagas.Tests.Durability.Databases.Texts;

/// <summary>What the API asks the database.</summary>
internal static class ApiTexts
{
    private static readonly Guid OrderId = Guid.Parse("0198a2f0-0000-7000-8000-000000000001");

    public static Task ListAsync(FakeService service) => service.InDatabaseAsync(async db =>
    {
        string? cursor = new ListCursor(DateTimeOffset.UnixEpoch, OrderId).ToString();
        var filters =
            from states in new[] { (string[])[], ["Completed"], ["Completed", "Submitted"], Enum.GetNames<OrderStatus>() }
            from customer in new[] { null, "c-42" }
            from start in new[] { null, "2026-01-31" }
            from end in new[] { null, "2026-02-01T09:30:00Z" }
            from place in new[] { null, cursor }
            select (states, customer, start, end, place);
        foreach (var (states, customer, start, end, place) in filters)
        {
            var page = await ListOrdersEndpoint.HandleAsync(
                states, customer, start, end, place, limit: null, db, CancellationToken.None);
            page.Result.ShouldBeOfType<Microsoft.AspNetCore.Http.HttpResults.Ok<OrderPage>>();
        }
    });

    public static Task GetAndWaitAsync(FakeService service) => service.InScopeAsync(async scope =>
    {
        await GetOrderEndpoint.HandleAsync(OrderId, scope.GetRequiredService<DbContext>(), CancellationToken.None);
        var order = new OrderState { CorrelationId = OrderId, CurrentState = "Completed", Currency = "EUR" };
        await service.FindingAsync(order, () =>
            scope.GetRequiredService<OrderWatch>().UntilFinalAsync(OrderId, TimeSpan.FromSeconds(1), CancellationToken.None));
    });

    public static Task HistoryAsync(FakeService service) => service.InDatabaseAsync(
        db => GetOrderHistoryEndpoint.HandleAsync(OrderId, db, CancellationToken.None));

    public static Task StreamAsync(FakeService service) => service.InDatabaseAsync(async db =>
    {
        await StreamOrderEndpoint.HandleAsync(OrderId, lastEventId: null, db, CancellationToken.None);
        await StreamAllOrdersEndpoint.HandleAsync(
            lastEventId: null, db, service.Time, service.Services.GetRequiredService<IOptions<OrdersApiOptions>>(),
            CancellationToken.None);
        await StreamPositions.IsKnownAsync(db, position: 3, CancellationToken.None);
        await StreamPositions.IsTooOldAsync(db, position: 3, CancellationToken.None);
        await new TransitionFeed(OrderId).ReadAsync(db, after: 3, service.Time.GetUtcNow(), CancellationToken.None);
        await new TransitionFeed(OrderId: null).ReadAsync(db, after: 3, service.Time.GetUtcNow(), CancellationToken.None);
    });

    public static async Task RepeatAsync(FakeService service)
    {
        await service.InScopeAsync(async scope =>
        {
            var ledger = scope.GetRequiredService<IdempotencyLedger>();
            var answer = new OrderView(OrderId, OrderStatus.Submitted, "c-42", "EUR", 1, null, default, default, 0);
            var key = new CallersKey("name:shop", "key");
            await ledger.FindAsync(key, CancellationToken.None);
            await ledger.RememberAsync(key, "fingerprint", answer, CancellationToken.None);
        });

        var cleanup = service.Services.GetServices<IHostedService>().OfType<IdempotencyCleanup>().Single();
        await UntilItHasSpokenAsync(
            service, cleanup, service.Services.GetRequiredService<IOptions<OrdersApiOptions>>().Value.IdempotencyCleanupInterval,
            "DELETE");
    }

    public static async Task CheckHealthAsync(FakeService service)
    {
        using var condition = ActivatorUtilities.CreateInstance<DatabaseCondition>(service.Services);
        (await new HealthOfDatabase(condition).CheckHealthAsync(new HealthCheckContext())).Status.ShouldBe(HealthStatus.Healthy);
        (await service.Database.IsReachableAsync(CancellationToken.None)).ShouldBeTrue();
    }

    /// <summary>Lets a background service run one of its rounds.</summary>
    public static async Task UntilItHasSpokenAsync(FakeService service, IHostedService background, TimeSpan interval, string word)
    {
        await background.StartAsync(CancellationToken.None);
        await Eventually.BecomesTrueAsync(
            () =>
            {
                service.Time.Advance(interval);
                return service.Recorder.Texts.Any(text =>
                    text.Part == service.Recorder.Part && text.Text.Contains(word, StringComparison.Ordinal));
            },
            $"{background.GetType().Name} to do its work");
        await background.StopAsync(CancellationToken.None);
    }
}
