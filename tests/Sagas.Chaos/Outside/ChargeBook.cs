using System.Text.Json;

namespace Sagas.Chaos.Outside;

/// <summary>
/// The provider's own record. Requests with the same idempotency key get the same charge; a request without one, or with
/// another, is charged again, as at a real provider. Every change is a line of the file that <c>verify --ledger</c> reads.
/// </summary>
internal sealed class ChargeBook : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Charge> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Charge> _byPayment = [];
    private readonly HashSet<Guid> _mistakes = [];
    private readonly StreamWriter? _file;
    private int _count;

    /// <summary>Opens an empty book.</summary>
    /// <param name="path">The file to write to as well; null for none.</param>
    public ChargeBook(string? path) => _file = path is null ? null : new StreamWriter(path) { AutoFlush = true };

    /// <summary>Orders in the sequence of their charges; an order that was charged twice appears twice.</summary>
    public IReadOnlyList<Guid> ChargedOrders
    {
        get
        {
            lock (_lock)
                return [.. _byKey.Values.Select(charge => charge.OrderId)];
        }
    }

    /// <summary>Charges that are not what was asked for, and were not given back.</summary>
    public IReadOnlyList<Charge> KeptByMistake
    {
        get
        {
            lock (_lock)
                return [.. _mistakes.Select(paymentId => _byPayment[paymentId]).Where(charge => charge.Status != "refunded")];
        }
    }

    /// <summary>Charges.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="made">What is charged instead, by mistake.</param>
    public Charge Charge(ChargeRequest request, string? key, ChargeRequest? made = null)
    {
        made ??= request;
        lock (_lock)
        {
            key ??= FormattableString.Invariant($"without a key {_count}");
            if (_byKey.TryGetValue(key, out var earlier))
                return _byPayment[earlier.PaymentId];
            var charge = new Charge(
                request.OrderId, request.PaymentId, $"ch_{request.PaymentId:N}_{++_count}", "charged",
                made.Amount, made.Currency);
            if (made != request)
                _mistakes.Add(request.PaymentId);
            _byKey.Add(key, charge);
            return Note(charge);
        }
    }

    public Charge? Find(Guid paymentId)
    {
        lock (_lock)
            return _byPayment.GetValueOrDefault(paymentId);
    }

    public Charge? Refund(Guid paymentId)
    {
        lock (_lock)
        {
            return _byPayment.GetValueOrDefault(paymentId) is not { } charge ? null
                : charge.Status == "refunded" ? charge
                : Note(charge with { Status = "refunded" });
        }
    }

    public void Dispose() => _file?.Dispose();

    private Charge Note(Charge charge)
    {
        _byPayment[charge.PaymentId] = charge;
        _file?.WriteLine(JsonSerializer.Serialize(charge, JsonSerializerOptions.Web));
        return charge;
    }
}
