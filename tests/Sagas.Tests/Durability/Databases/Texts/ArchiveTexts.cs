using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sagas.Contracts.Payments;
using Sagas.Durability.Archive;
using Sagas.Durability.Tables;
using Sagas.Notifications;
using Sagas.Orders;
using Sagas.Payments;
using Sagas.Tests.Durability.Databases.Fakes;

namespace Sagas.Tests.Durability.Databases.Texts;

/// <summary>
/// What the archive tells and asks the database. An order is found that has ended, with all that belongs to it.
/// </summary>
internal static partial class ArchiveTexts
{
    private static readonly Guid OrderId = Guid.Parse("0198a2f0-0000-7000-8000-000000000001");

    private static readonly Dictionary<string, object> Rows = new(StringComparer.Ordinal)
    {
        ["Orders"] = new OrderState { CorrelationId = OrderId, CurrentState = "Completed", Currency = "EUR", Version = 1 },
        ["SagaTransitions"] = new SagaTransition
        {
            Position = 1,
            SagaType = nameof(OrderState),
            SagaId = OrderId,
            Version = 1,
            Event = "OrderSubmitted",
            FromState = "Initial",
            ConversationId = OrderId,
            ToState = "Completed",
            Changes = "{}",
            Messages = "[]",
        },
        ["Payments"] = Payment.Fence(new RefundPayment(OrderId, "Cancelled on request"), DateTimeOffset.UnixEpoch),
        ["Notifications"] = new NotificationRecord { OrderId = OrderId, Channel = "log" },
    };

    public static async Task ArchiveAsync(FakeService service)
    {
        await service.Services.GetRequiredService<ArchiveGuard>().RefuseArchivedAsync<Payment>(OrderId, CancellationToken.None);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var archiver = service.Services.GetServices<IHostedService>().OfType<SagaArchiver>().Single();
        await FindingOrderAsync(service, async _ => (await archiver.ArchiveAsync(deadline.Token)).ShouldBe(1));
    }

    /// <summary>Lets an order be found that can be archived.</summary>
    public static async Task FindingOrderAsync(FakeService service, Func<Guid, Task> work)
    {
        var pages = 0;
        service.Recorder.AnswerTo(
            // The history comes to an end, and nothing is outstanding.
            text => FindRow(text) is not null && !Asks(text, "EXISTS") && !Asks(text, "UNION")
                && (!Asks(text, "\"Position\" >") && !Asks(text, "[Position] >") || pages++ == 0),
            text => StoredRow.Of(service.Database.Table(FindRow(text)!.GetType()), FindRow(text)!, text));
        try
        {
            await work(OrderId);
        }
        finally
        {
            service.Recorder.AnswerNothing();
        }
    }

    private static bool Asks(string text, string word) => text.Contains(word, StringComparison.Ordinal);

    private static object? FindRow(string text) =>
        FirstTable().Match(text) is { Success: true } table ? Rows.GetValueOrDefault(table.Groups["name"].Value) : null;

    [GeneratedRegex(@"\bFROM [\[""](?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FirstTable();
}
