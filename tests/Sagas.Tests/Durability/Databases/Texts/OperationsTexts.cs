using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Paging;
using Sagas.Durability.Registry;
using Sagas.Operations.Alerts;
using Sagas.Operations.Instances;
using Sagas.Operations.Overview;
using Sagas.Operations.Redaction;
using Sagas.Operations.Sagas;
using Sagas.Orders;
using Sagas.Tests.Durability.Databases.Fakes;

namespace Sagas.Tests.Durability.Databases.Texts;

/// <summary>What operators ask the database.</summary>
internal static class OperationsTexts
{
    private static readonly Guid SagaId = Guid.Parse("0198a2f0-0000-7000-8000-000000000001");

    private static readonly SagaRow Archived = new(
        SagaId, "Completed", Version: 3, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, IsArchived: true,
        new Dictionary<string, JsonElement>(StringComparer.Ordinal));

    public static async Task LookAsync(FakeService service)
    {
        var kind = service.Services.GetRequiredService<SagaRegistry>().Types.Single();
        await service.InDatabaseAsync(db => ListAsync(db, kind));
        await service.InDatabaseAsync(async db =>
        {
            await kind.FindAsync(db, SagaId, CancellationToken.None);
            await kind.CountAsync(db, kind.Graph.States.ToList(), CancellationToken.None);
            await kind.FindStuckAsync(db, service.Time.GetUtcNow(), 100, CancellationToken.None);
            await kind.StaysAsync(db, [SagaId], CancellationToken.None);
            await kind.EntriesAsync(db, [SagaId], CancellationToken.None);
            await kind.SummarizeAsync(db, [SagaId], withSecrets: true, CancellationToken.None);
            await kind.LastDurationsAsync(db, "Completed", 100, CancellationToken.None);
            foreach (var status in Enum.GetValues<AlertStatus>())
                await AlertReader.ReadAsync(db, status, service.Time.GetUtcNow(), 10, CancellationToken.None);
            await AlertReader.ReadStuckAsync(db, 10, CancellationToken.None);
            await AlertReader.ReadStuckAsync(db, kind.Name, 10, CancellationToken.None);
            await AlertReader.ReadStuckOfAsync(db, nameof(OrderState), SagaId, CancellationToken.None);
            await AlertReader.CountStuckAsync(db, service.Time.GetUtcNow(), CancellationToken.None);
            await AlertReader.FindAsync(db, [SagaId], CancellationToken.None);
            await AlertReader.ReadKnownAsync(db, nameof(OrderState), [SagaId], CancellationToken.None);
            await new StuckCauses(db, service.Services.GetRequiredService<SagaRegistry>()).FindAsync(
                [new SagaAlert { SagaId = SagaId, SagaType = nameof(OrderState), State = "AwaitingPayment" }],
                CancellationToken.None);
            await service.Services.GetRequiredService<OverviewSampler>().LookAsync(db, CancellationToken.None);
            await new StepFeed(service.Services.GetRequiredService<SagaRegistry>()) { Seen = -1 }
                .ReadAsync(db, service.Time.GetUtcNow(), CancellationToken.None);
        });
        await service.InScopeAsync(async scope =>
        {
            var order = new OrderState { CorrelationId = SagaId, CurrentState = "Completed", Currency = "EUR" };
            await service.FindingAsync(order, () =>
                scope.GetRequiredService<SagaReader>().ReadAsync(kind, SagaId, showsSecrets: false, CancellationToken.None));
            var secrets = scope.GetRequiredService<SecretsOfSagas>();
            await secrets.FindAsync([SagaId], CancellationToken.None);
            await secrets.FindAsync(kind, [Archived], CancellationToken.None);
            await secrets.FindOfMessagesAsync([SagaId], CancellationToken.None);
            await scope.GetRequiredService<MessageFinder>().FindAsync([SagaId, Guid.Empty], [], [], CancellationToken.None);
            await StoredPauses.ReadAsync(
                scope.GetRequiredService<DbContext>(), service.Time.GetUtcNow(), CancellationToken.None);
            await service.Services.GetRequiredService<InstanceBeat>().BeatAsync(scope, CancellationToken.None);
            await service.Services.GetRequiredService<InstanceBeat>().StoppedAsync(CancellationToken.None);
        });
    }

    private static async Task ListAsync(DbContext db, SagaType kind)
    {
        var filters =
            from states in new[] { null, (IReadOnlyList<string>)["Completed"], ["Completed", "Rejected"] }
            from text in new[] { null, "word" }
            from id in new[] { (Guid?)null, SagaId }
            from time in new[] { (DateTimeOffset?)null, DateTimeOffset.UnixEpoch }
            from customer in new[] { new Dictionary<string, string>(), new() { ["CustomerId"] = "c-42" } }
            from place in new[] { null, new PagePosition(DateTimeOffset.UnixEpoch, SagaId) }
            select (new SagaQuery { States = states, Text = text, SagaId = id, From = time, Before = time, Fields = customer },
                place);
        foreach (var (filter, place) in filters)
            await kind.ListAsync(db, filter, place, 10, CancellationToken.None);
        await kind.ListAsync(
            db, new SagaQuery { Text = "word", LeavesOutSecrets = true }, after: null, 10, CancellationToken.None);
    }
}
