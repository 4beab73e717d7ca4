using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Durability.Verification;
using Sagas.Orders;
using Sagas.Tests.Durability.Databases.Fakes;
using Sagas.Verification;

namespace Sagas.Tests.Durability.Databases.Texts;

/// <summary>
/// What is asked to verify what is stored. Each query finds a row, so that whatever depends on one is asked, too.
/// </summary>
internal static partial class VerificationTexts
{
    private static readonly Guid OrderId = Guid.Parse("0198a2f0-0000-7000-8000-000000000001");
    private static readonly Guid MessageId = Guid.Parse("0198a2f0-0000-7000-8000-000000000002");

    private static readonly Dictionary<string, object> Rows = new object[]
    {
        new OrderState { CorrelationId = OrderId, CurrentState = "Cancelled", Currency = "EUR", Version = 1 },
        new SagaTransition
        {
            SagaType = nameof(OrderState), SagaId = OrderId, Version = 1, Event = "OrderSubmitted", FromState = "Initial",
            ToState = "Cancelled", Changes = "{}", Messages = $$"""[{"messageId":"{{MessageId}}","type":"ProcessPayment"}]""",
        },
        new OutboxMessage
        {
            MessageId = MessageId, DestinationAddress = "", MessageTypes = "", ContentType = "", Headers = "",
            Body = $$"""{"orderId":"{{OrderId}}"}""",
        },
        new InboxMessage { MessageId = MessageId, ConsumerId = "order-saga:OrderState" },
        new ArchivedSaga
        {
            SagaId = OrderId, SagaType = nameof(OrderState), CurrentState = "Cancelled", Saga = "{}", History = "[]", Rows = "{}",
        },
    }.ToDictionary(row => row switch
    {
        OrderState => "Orders",
        SagaTransition => "SagaTransitions",
        OutboxMessage => "OutboxMessages",
        ArchivedSaga => "ArchivedSagas",
        _ => "InboxMessages",
    }, StringComparer.Ordinal);

    public static Task VerifyAsync(FakeService service) => service.InDatabaseAsync(async db =>
    {
        service.Recorder.AnswerTo(
            text => FindRow(text) is not null,
            text => StoredRow.Of(service.Database.Table(FindRow(text)!.GetType()), FindRow(text)!, text));
        try
        {
            var durability = service.Services.GetRequiredService<IOptions<DurabilityOptions>>();
            (await new ServiceInvariants(durability, service.Time).VerifyAsync(
                db, new VerificationOptions { Settled = true }, CancellationToken.None))
                .Holds.ShouldBeFalse();

            await using var snapshot = await StoredSnapshot.OpenAsync(db, service.Time, CancellationToken.None);
            await new ChargesCheck(new OneCharge(), TimeSpan.Zero)
                .CheckAsync(snapshot, new InvariantFindings("I3", ""), CancellationToken.None);
            await new EventsCheck<OrderState>(new Dictionary<Guid, SeenEvent>(), TimeSpan.Zero)
                .CheckAsync(snapshot, new InvariantFindings("I6", ""), CancellationToken.None);
            foreach (var ledger in new[] { StoredLedger.Simulated, StoredLedger.Payments })
            {
                (await ledger.ReadAsync(snapshot, [OrderId], CancellationToken.None)).ShouldBeEmpty();
                (await ledger.ReadOrphansAsync(snapshot, CancellationToken.None).ToListAsync()).ShouldBeEmpty();
            }

            (await snapshot.ReadPagesAsync<OrderState>(pageSize: 1, CancellationToken.None).Take(2).CountAsync()).ShouldBe(2);
            (await snapshot.ReadArchiveAsync<OrderState>(pageSize: 1, CancellationToken.None).Take(2).CountAsync()).ShouldBe(2);
        }
        finally
        {
            service.Recorder.AnswerNothing();
        }
    });

    // Numbers and conditions are answered as everywhere else; a row has neither.
    private static object? FindRow(string text) =>
        FirstTable().Match(text) is { Success: true } table
        && !text.Contains("COUNT", StringComparison.Ordinal)
        && !text[..table.Index].Contains("CASE", StringComparison.Ordinal)
            ? Rows.GetValueOrDefault(table.Groups["name"].Value)
            : null;

    [GeneratedRegex(@"\bFROM [\[""](?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FirstTable();

    private sealed class OneCharge : IChargeLedger
    {
        public string Source => "the test";

        public Task<ILookup<Guid, LedgerCharge>> ReadAsync(
            StoredSnapshot snapshot, IReadOnlyList<Guid> orderIds, CancellationToken cancellationToken) =>
            Task.FromResult(new[] { new LedgerCharge { OrderId = OrderId, ChargeId = "ch_1", IsKept = true } }
                .ToLookup(charge => charge.OrderId));

        public IAsyncEnumerable<LedgerCharge> ReadOrphansAsync(StoredSnapshot snapshot, CancellationToken cancellationToken) =>
            AsyncEnumerable.Empty<LedgerCharge>();
    }
}
