using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;
using Sagas.Notifications;
using Sagas.Payments;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Upgrades;

/// <summary>
/// Messages stay in queues and outboxes while a program is upgraded, and other programs go on sending the older ones.
/// </summary>
internal class When_messages_of_another_version_arrive
{
    private static readonly Dictionary<string, Type> Contracts = typeof(OrderSubmitted).Assembly.GetExportedTypes()
        .Where(type => type is { IsEnum: false, IsAbstract: false } && type != typeof(OrderLine))
        .Append(typeof(Fault<ProcessPayment>)).Append(typeof(Fault<RefundPayment>))
        .ToDictionary(MessageUrn.ForTypeString, StringComparer.Ordinal);

    private static IEnumerable<TestCaseData<int, string>> Messages() =>
        from version in RecordedVersion.All
        from message in version.Messages
        select new TestCaseData<int, string>(version.Number, UrnOf(message))
            .SetArgDisplayNames($"v{version.Number}", UrnOf(message));

    [TestCaseSource(nameof(Messages))]
    public void Should_be_read_with_all_they_say(int number, string urn)
    {
        var recorded = new RecordedVersion(number).Messages.Single(message => UrnOf(message) == urn).Body["message"]!;
        var json = new JsonSerializerOptions(SystemTextJsonMessageSerializer.Options)
        {
            RespectRequiredConstructorParameters = true,
        };

        var read = recorded.Deserialize(Contracts[urn], json).ShouldNotBeNull();

        var told = JsonSerializer.SerializeToNode(read, Contracts[urn], json);
        HistoryReplay.Includes(told, Known(recorded))
            .ShouldBeTrue($"{told?.ToJsonString()} was recorded as {recorded.ToJsonString()}");
    }

    [Test]
    public void Should_be_recorded_for_every_contract() =>
        RecordedVersion.All[^1].Messages.Select(UrnOf).ShouldBe(Contracts.Keys, ignoreOrder: true);

    [Test]
    public async Task Should_be_done_if_they_are_commands([ValueSource(nameof(Versions))] int number)
    {
        await using var service = await RunningService.StartAsync();
        await service.UntilListeningAsync();
        var version = new RecordedVersion(number);

        var charged = await DispatchAsync<ProcessPayment>(service, version, "process-payment");
        await service.UntilAsync(
            () => service.InDatabaseAsync(db => db.Set<Payment>().AnyAsync(payment => payment.OrderId == charged)), "the charge");
        var refunded = await DispatchAsync<RefundPayment>(service, version, "refund-payment");
        await service.UntilAsync(
            () => service.InDatabaseAsync(db => db.Set<Payment>().AnyAsync(payment => payment.OrderId == refunded)),
            "the refund");
        var told = await DispatchAsync<SendNotification>(service, version, "send-notification");
        await service.UntilAsync(
            () => service.InDatabaseAsync(db => db.Set<NotificationRecord>().AnyAsync(note => note.OrderId == told)),
            "the notification");
        await service.UntilQuietAsync();

        // Nobody knows those orders here, so the answers wait for them.
        (await service.InDatabaseAsync(db => db.Set<DeadLetter>().Select(deadLetter => deadLetter.Reason).ToListAsync()))
            .ShouldBeEmpty();
    }

    private static IEnumerable<int> Versions => RecordedVersion.All.Select(version => version.Number);

    private static async Task<Guid> DispatchAsync<T>(RunningService service, RecordedVersion version, string queue)
        where T : class
    {
        var message = version.Messages.Single(recorded => UrnOf(recorded) == MessageUrn.ForTypeString<T>());
        var unit = new UnitOfWork();
        unit.Outgoing.Add(message.ToRow(new Uri($"exchange:{queue}"), null, service.Time.GetUtcNow()));
        (await service.Services.GetRequiredService<ICommitter>().CommitAsync(unit, default)).ShouldBe(CommitOutcome.Committed);
        return message.Body["message"]!["orderId"]!.GetValue<Guid>();
    }

    private static string UrnOf(RecordedMessage message) => message.Types.Split(';')[0];

    // Which of its members a fault's host has is MassTransit's own affair.
    private static JsonObject Known(JsonNode message)
    {
        var known = message.DeepClone().AsObject();
        known.Remove("host");
        return known;
    }
}
