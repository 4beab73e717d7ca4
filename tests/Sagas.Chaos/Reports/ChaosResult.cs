using System.Runtime.InteropServices;
using Sagas.Chaos.Faults;
using Sagas.Chaos.Orders;
using Sagas.Chaos.Runs;
using Sagas.Chaos.Worlds;

namespace Sagas.Chaos.Reports;

/// <summary>The outcome of a run.</summary>
internal sealed record ChaosResult
{
    private const string LoadFile = "/proc/loadavg";

    public required ChaosSettings Settings { get; init; }

    public required IReadOnlyDictionary<string, string> Facts { get; init; }

    public required IReadOnlyList<FaultRow> Rows { get; init; }

    public required IReadOnlyList<Recovery> Recoveries { get; init; }

    public required IReadOnlyCollection<PlacedOrder> Orders { get; init; }

    public required IReadOnlyList<Sample> Samples { get; init; }

    /// <summary>How many orders ended how.</summary>
    public required IReadOnlyDictionary<string, int> States { get; init; }

    /// <summary>Orders that were accepted and are missing, or have not ended.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>Orders that were charged more than once, according to whoever takes the money.</summary>
    public required IReadOnlyList<Guid> DoubleCharged { get; init; }

    public required VerificationRun Verification { get; init; }

    public required IReadOnlyList<DeadLetterNote> DeadLetters { get; init; }

    /// <summary>How many messages without sense foreign clients have published.</summary>
    public required int Nonsense { get; init; }

    /// <summary>Those of them that are not among the dead letters.</summary>
    public required IReadOnlyList<string> UnaccountedNonsense { get; init; }

    /// <summary>Charges that were not what was asked for, and were not given back.</summary>
    public required IReadOnlyList<string> KeptByMistake { get; init; }

    /// <summary>Requests that failed but should not have.</summary>
    public required IReadOnlyCollection<string> Complaints { get; init; }

    /// <summary>How often an instance ended although it had started and nobody had killed it.</summary>
    public required int UnexpectedEnds { get; init; }

    /// <summary>How often an instance did not come up and was started again, for example because there was no database.</summary>
    public required int FailedStarts { get; init; }

    /// <summary>The time from the last order until nothing was in progress any more; null if that did not happen.</summary>
    public required TimeSpan? RestedAfter { get; init; }

    /// <summary>Whether the run passes.</summary>
    public bool Holds => Orders.Count > 0 && Lost.Count == 0 && DoubleCharged.Count == 0 && Verification.Holds
        && RestedAfter is not null && UnaccountedNonsense.Count == 0 && KeptByMistake.Count == 0
        && Complaints.Count == 0 && UnexpectedEnds == 0 && DeadLetters.All(deadLetter => deadLetter.IsExplained);

    public static async Task<ChaosResult> ReadAsync(
        ChaosSettings settings, World world, IReadOnlyList<InjectedFault> faults, OrderBook book, IReadOnlyList<Sample> samples,
        IReadOnlyCollection<string> complaints, TimeSpan? restedAfter, CancellationToken cancellationToken)
    {
        var orders = book.Orders;
        var states = await world.Stored.ReadStatesAsync(cancellationToken);
        var open = await world.Stored.ReadOpenAsync(cancellationToken);
        var lost = orders.Where(order => !states.ContainsKey(order.OrderId) || open.Contains(order.OrderId)).ToList();
        var doubleCharged = await world.FindDoubleChargesAsync(cancellationToken);
        var recoveries = faults.OrderBy(fault => fault.Begin).Select(fault => Recovery.Of(fault, orders)).ToList();
        var deadLetters = await world.Stored.ReadDeadLettersAsync(cancellationToken);
        var byId = orders.ToDictionary(order => order.OrderId);
        return new ChaosResult
        {
            Settings = settings,
            Facts = await ReadFactsAsync(settings, world, cancellationToken),
            Rows = FaultRow.Of(recoveries, lost.Select(order => order.OrderId).ToHashSet(), doubleCharged.ToHashSet()),
            Recoveries = recoveries,
            Orders = orders,
            Samples = samples,
            States = states.Values.CountBy(state => state).OrderBy(state => state.Key, StringComparer.Ordinal)
                .ToDictionary(StringComparer.Ordinal),
            Lost = [.. lost.Select(order =>
                $"{order.OrderId} ({order.Plan.Token}, accepted at {order.AcceptedAt.TotalSeconds:F1} s): {states.GetValueOrDefault(order.OrderId, "missing")}")],
            DoubleCharged = doubleCharged,
            Verification = await VerificationRun.RunAsync(world, cancellationToken),
            DeadLetters = [.. deadLetters.Select(deadLetter => DeadLetterNote.Of(deadLetter, byId))],
            Nonsense = world.Nonsense.Count,
            UnaccountedNonsense = [.. world.Nonsense.Where(message => deadLetters.All(letter => letter.Nonsense != message.Mark))
                .Select(message => $"{message.Mark}: {message.What}")],
            KeptByMistake = [.. world.KeptByMistake.Select(charge => $"{charge}")],
            Complaints = complaints,
            UnexpectedEnds = world.Instances.Sum(instance => instance.UnexpectedEnds),
            FailedStarts = world.Instances.Sum(instance => instance.FailedStarts),
            RestedAfter = restedAfter,
        };
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReadFactsAsync(
        ChaosSettings settings, World world, CancellationToken cancellationToken) =>
        new Dictionary<string, string>(await world.ReadFactsAsync(cancellationToken), StringComparer.Ordinal)
        {
            ["service"] = settings.Embedded
                ? "one process, messages in memory"
                : $"{settings.Instances} processes of all roles, RabbitMQ",
            // How busy the processors were recently, including this run: recoveries are as slow as the machine is busy.
            ["machine"] =
                $"{Environment.ProcessorCount} cores, load {await ReadLoadAsync(cancellationToken)}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}",
        };

    private static async Task<string> ReadLoadAsync(CancellationToken cancellationToken) =>
        File.Exists(LoadFile) ? (await File.ReadAllTextAsync(LoadFile, cancellationToken)).Split(' ')[1] : "unknown";
}
