using System.Globalization;
using Sagas.Tests.Time;

namespace Sagas.Tests.Crash;

/// <summary>
/// The proof that nothing accepted is lost: the real program is killed at random moments under load and started again on
/// the same file. <c>SAGAS_KILL_ROUNDS</c> and <c>SAGAS_KILL_SEED</c> set how often and when; <c>infra/kill-rounds.sh</c>
/// runs the long form.
/// </summary>
[NonParallelizable]
internal class KillRounds
{
    private const int OrdersPerRound = 50;
    private static readonly TimeSpan SettleLimit = TimeSpan.FromMinutes(3);

    private readonly int _rounds = Setting("SAGAS_KILL_ROUNDS", 3);
    private readonly int _seed = Setting("SAGAS_KILL_SEED", Environment.TickCount & 0xFFFF);

    [Test]
    public async Task Should_lose_nothing_that_was_accepted()
    {
        using var program = new SagasProgram();
        await TestContext.Progress.WriteLineAsync(
            $"{_rounds} rounds, seed {_seed}, data in {Path.GetDirectoryName(program.DatabasePath)}");
        try
        {
            var accepted = await RunRoundsAsync(program);
            var settled = await SettleAsync(program);

            var findings = CrashAudit.Findings(settled, accepted);
            await TestContext.Progress.WriteLineAsync(
                $"{accepted.Count} accepted, {settled.Orders.Count} stored, {findings.Count} findings");
            findings.ShouldBeEmpty();
            await ShouldShowAsync(program, accepted);
        }
        catch
        {
            await TestContext.Progress.WriteLineAsync(program.Output);
            throw;
        }

        await program.KillAsync();
        program.DeleteData();
    }

    private async Task<List<AcceptedOrder>> RunRoundsAsync(SagasProgram program)
    {
        var accepted = new List<AcceptedOrder>();
        await program.StartAsync();

        await TestContext.Progress.WriteLineAsync("round  accepted  killed after ms  recovered ms");
        foreach (var (index, moment) in KillMoment.Draw(_seed, _rounds, OrdersPerRound).Index())
        {
            var posted = TimeProvider.System.GetTimestamp();
            var rush = new OrderRush(program.Client, index + 1, OrdersPerRound);
            await ComesAsync(moment, rush);
            var killed = TimeProvider.System.GetElapsedTime(posted);
            await program.KillAsync();
            var answered = await rush.Accepted;
            accepted.AddRange(answered);

            var restarted = TimeProvider.System.GetTimestamp();
            await program.StartAsync();
            var recovered = TimeProvider.System.GetElapsedTime(restarted);
            await TestContext.Progress.WriteLineAsync(
                $"{index + 1,5}  {answered.Count,8}  {killed.TotalMilliseconds,15:F0}  {recovered.TotalMilliseconds,12:F0}");
        }

        return accepted;
    }

    private static async Task ComesAsync(KillMoment moment, OrderRush rush)
    {
        await Eventually.BecomesTrueAsync(
            () => rush.Answered >= moment.Answers || rush.Accepted.IsCompleted, $"{moment.Answers} orders are answered");
        var begin = TimeProvider.System.GetTimestamp();
        await Eventually.BecomesTrueAsync(() => TimeProvider.System.GetElapsedTime(begin) >= moment.Later, "the moment has come");
    }

    private static async Task<StoredWorld> SettleAsync(SagasProgram program)
    {
        var begin = TimeProvider.System.GetTimestamp();
        var world = await StoredWorldReader.ReadAsync(program.DatabasePath);
        // When the limit is over, the audit tells what is not settled, order by order.
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                world = await StoredWorldReader.ReadAsync(program.DatabasePath);
                return world.IsSettled || TimeProvider.System.GetElapsedTime(begin) > SettleLimit;
            },
            "every order is final and the outbox is empty",
            SettleLimit * 2);
        await TestContext.Progress.WriteLineAsync(
            $"settled after {TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds:F0} ms: {world}");
        return world;
    }

    private static async Task ShouldShowAsync(SagasProgram program, IReadOnlyList<AcceptedOrder> accepted)
    {
        foreach (var order in accepted)
        {
            using var answer = await program.Client.GetAsync(new Uri($"/orders/{order.OrderId}", UriKind.Relative));
            answer.IsSuccessStatusCode.ShouldBeTrue($"GET /orders/{order.OrderId}");
        }
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : otherwise;
}
