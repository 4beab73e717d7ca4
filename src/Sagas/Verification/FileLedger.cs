using System.Text.Json.Serialization;
using Sagas.Durability.Verification;

namespace Sagas.Verification;

/// <summary>
/// The record of a recording gateway: lines of <c>{"orderId","paymentId","chargeId","status"}</c>, where a later line about a
/// charge replaces an earlier one. A status is <c>charged</c>, <c>refunded</c>, or <c>declined</c>, which took nothing;
/// <c>amount</c> and <c>currency</c> may follow.
/// </summary>
internal class FileLedger : IChargeLedger
{
    private readonly Dictionary<Guid, Dictionary<string, LedgerCharge>> _byOrder = [];
    private readonly HashSet<Guid> _unasked = [];

    private FileLedger(string path) => Source = path;

    /// <inheritdoc />
    public string Source { get; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="EvidenceException">The file cannot be read.</exception>
    public static async Task<FileLedger> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var ledger = new FileLedger(path);
        await foreach (var line in EvidenceFile.ReadAsync<Line>(path, cancellationToken))
            ledger.Add(line);
        ledger._unasked.UnionWith(ledger._byOrder.Keys);
        return ledger;
    }

    /// <inheritdoc />
    public Task<ILookup<Guid, LedgerCharge>> ReadAsync(
        StoredSnapshot snapshot, IReadOnlyList<Guid> orderIds, CancellationToken cancellationToken)
    {
        _unasked.ExceptWith(orderIds);
        return Task.FromResult(orderIds
            .SelectMany(orderId => _byOrder.TryGetValue(orderId, out var charges)
                ? charges.Values
                : Enumerable.Empty<LedgerCharge>())
            .ToLookup(charge => charge.OrderId));
    }

    /// <inheritdoc />
    public IAsyncEnumerable<LedgerCharge> ReadOrphansAsync(StoredSnapshot snapshot, CancellationToken cancellationToken) =>
        _unasked.Where(orderId => !IsLaterThan(orderId, snapshot.At)).SelectMany(orderId => _byOrder[orderId].Values)
            .ToAsyncEnumerable();

    private void Add(Line line)
    {
        var isKept = line.Status.ToUpperInvariant() switch
        {
            "CHARGED" => true,
            "REFUNDED" => false,
            "DECLINED" => (bool?)null,
            _ => throw new EvidenceException(
                $"{Source} has a charge with the status '{line.Status}': it must be charged, refunded or declined."),
        };
        if (isKept is null)
            return;
        if (!_byOrder.TryGetValue(line.OrderId, out var charges))
            _byOrder.Add(line.OrderId, charges = new Dictionary<string, LedgerCharge>(StringComparer.Ordinal));
        var id = line.ChargeId ?? $"{line.PaymentId}";
        charges[id] = new LedgerCharge
        {
            OrderId = line.OrderId,
            ChargeId = id,
            IsKept = isKept.Value,
            Amount = line.Amount,
            Currency = line.Currency,
        };
    }

    // The file is read after the snapshot was opened. An order's id, a version-7 UUID, says when the order was accepted.
    private static bool IsLaterThan(Guid orderId, DateTimeOffset moment)
    {
        Span<byte> bytes = stackalloc byte[16];
        orderId.TryWriteBytes(bytes, bigEndian: true, out _);
        return orderId.Version == 7
            && (System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16) >= moment.ToUnixTimeMilliseconds();
    }

    private sealed record Line(
        [property: JsonRequired] Guid OrderId,
        Guid? PaymentId,
        string? ChargeId,
        [property: JsonRequired] string Status,
        decimal? Amount,
        string? Currency);
}
