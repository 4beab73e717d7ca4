using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Orders;

namespace Sagas.Tests.Verification;

/// <summary>The running service, which archives orders after a few days.</summary>
internal abstract class ArchivedOrders : DamagedService
{
    protected static readonly TimeSpan ArchiveAfter = TimeSpan.FromDays(8);

    protected override IReadOnlyList<(string Key, string Value)> Settings =>
    [
        ("Sagas:Durability:ArchiveAfter", $"{ArchiveAfter:c}"),
        ("Sagas:Durability:ArchiveInterval", "1.00:00:00"),
        ("Sagas:Durability:RedeliveryDelays:0", "00:00:01"),
        ("Sagas:Api:IdempotencyWindow", "30.00:00:00"),
    ];

    /// <summary>Lets time pass until the order is archived.</summary>
    protected async Task<Guid> ArchiveAsync(Guid orderId)
    {
        Service.Time.Advance(ArchiveAfter);
        await Service.UntilAsync(
            async () =>
            {
                // The archiver comes by once a day.
                Service.Time.Advance(TimeSpan.FromDays(1));
                return !await Service.InDatabaseAsync(db => Order(db, orderId).AnyAsync());
            },
            $"order {orderId} to be archived");
        (await Service.InDatabaseAsync(db => Archived(db, orderId).CountAsync())).ShouldBe(1);
        return orderId;
    }

    protected static IQueryable<ArchivedSaga> Archived(DbContext db, Guid orderId) =>
        db.Set<ArchivedSaga>().Where(saga => saga.SagaId == orderId && saga.SagaType == nameof(OrderState));

    /// <summary>Status, headers and body of an answer, but for its time.</summary>
    protected async Task<string> AnswerAsync(
        HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await Service.Http.SendAsync(request);
        answer.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError);
        var told = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not "Date")
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal);
        return $"{(int)answer.StatusCode}\n{string.Join('\n', told)}\n{await answer.Content.ReadAsStringAsync()}";
    }
}
