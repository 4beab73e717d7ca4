using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Access.Settings;
using Sagas.Durability.Paging;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Operations.Alerts;
using Sagas.Operations.Instances;
using Sagas.Operations.Minutes;
using Sagas.Operations.Overview;
using Sagas.Operations.Redaction;
using Sagas.Operations.Sagas;
using Sagas.Operations.Search;
using Sagas.Orders;
using Sagas.Tests.Durability.Databases.Fakes;
using Sagas.Web.Problems;

namespace Sagas.Tests.Durability.Databases.Texts;

/// <summary>What operators ask the database.</summary>
internal static class OperationsTexts
{
    private static readonly Guid SagaId = Guid.Parse("0198a2f0-0000-7000-8000-000000000001");

    private static readonly SagaRow Archived = new(
        SagaId, "Completed", Version: 3, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, IsArchived: true,
        new Dictionary<string, JsonElement>(StringComparer.Ordinal));

    private static readonly AuditEntry Retried = new()
    {
        Actor = "Ada",
        Action = AuditActions.DeadLetterRetried,
        SubjectKind = AuditActions.DeadLetter,
        SubjectId = $"{SagaId}",
        Before = $$"""{"messageId":"{{SagaId}}"}""",
    };

    public static async Task LookAsync(FakeService service)
    {
        var kind = service.Services.GetRequiredService<SagaRegistry>().Types.Single();
        await service.InDatabaseAsync(db => ListAsync(db, kind));
        await service.InDatabaseAsync(
            db => ListPointlessAsync(new DeadLetterReader(db), service.Services.GetRequiredService<PointlessDeadLetters>()));
        await service.InDatabaseAsync(async db =>
        {
            await kind.FindAsync(db, SagaId, CancellationToken.None);
            await kind.CountAsync(db, kind.Graph.States.ToList(), CancellationToken.None);
            await kind.FindStuckAsync(db, service.Time.GetUtcNow(), 100, CancellationToken.None);
            await kind.StaysAsync(db, [SagaId], CancellationToken.None);
            await kind.EntriesAsync(db, [SagaId], CancellationToken.None);
            await kind.SummarizeAsync(db, [SagaId], withSecrets: true, CancellationToken.None);
            await kind.CountDeadLettersAsync(db, CancellationToken.None);
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
            await scope.GetRequiredService<ActionEffects>().OfAsync([Retried], saga: null, CancellationToken.None);
            await StoredPauses.ReadAsync(
                scope.GetRequiredService<DbContext>(), service.Time.GetUtcNow(), CancellationToken.None);
            await service.Services.GetRequiredService<InstanceBeat>().BeatAsync(scope, CancellationToken.None);
            await service.Services.GetRequiredService<InstanceBeat>().StoppedAsync(CancellationToken.None);
        });
    }

    private static async Task ListPointlessAsync(DeadLetterReader deadLetters, PointlessDeadLetters pointless)
    {
        var filters =
            from only in new bool?[] { null, true, false }
            from text in new[] { null, "word" }
            from id in new[] { (Guid?)null, SagaId }
            select new DeadLetterQuery { IsPointless = only, Pointless = pointless, Text = text, SagaId = id };
        foreach (var filter in filters)
        {
            await deadLetters.ReadAsync(filter, new PagePosition(DateTimeOffset.UnixEpoch, SagaId), 10, CancellationToken.None);
            await deadLetters.GroupsAsync(filter, CancellationToken.None);
            await deadLetters.CountAsync(filter, CancellationToken.None);
            await deadLetters.SagasAsync(filter, 10, CancellationToken.None);
        }
    }

    public static async Task RecordAsync(FakeService service)
    {
        await service.InDatabaseAsync(async db =>
        {
            var counts = new MinuteCounts(db, service.Services.GetRequiredService<SagaRegistry>());
            await counts.CountStepsAsync(1, 2, CancellationToken.None);
            await counts.CountLettersAsync(1, 2, CancellationToken.None);
            await counts.CountStuckAsync(1, 2, CancellationToken.None);
            await StepPositions.ReadAsync(db, 7, CancellationToken.None);
            await RecordedMinutes.ReadAsync(db, (1, 3), step: 10, CancellationToken.None);
        });
        await service.Services.GetRequiredService<MinuteRecorder>().RecordAsync(CancellationToken.None);
        await service.Services.GetRequiredService<RecordedHistory>().ReadAsync(HistoryRange.All[1], CancellationToken.None);
        await service.InScopeAsync(scope => scope.GetRequiredService<ShiftSummary>().ReadAsync(8, CancellationToken.None));
    }

    public static async Task SearchAsync(FakeService service)
    {
        string[] terms = ["abcdef12", $"{SagaId}", "ada@example"];
        foreach (var term in terms.Select(q => SearchTerm.Read(q, new FieldErrors())!))
            await service.InScopeAsync(scope => scope.GetRequiredService<Searcher>().FindAsync(
                term, new DefaultHttpContext { User = Operator, RequestServices = scope }));
    }

    private static ClaimsPrincipal Operator =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Role, AccessRoles.OperationsOperator)], "test"));

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
        {
            await kind.ListAsync(db, filter, place, 10, CancellationToken.None);
            await kind.CountAsync(db, filter, most: 10, CancellationToken.None);
        }

        await kind.ListAsync(
            db, new SagaQuery { Text = "word", LeavesOutSecrets = true }, after: null, 10, CancellationToken.None);
    }
}
