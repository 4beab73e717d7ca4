using System.Xml.Linq;
using Sagas.Chaos.Faults;
using Sagas.Chaos.Orders;
using Sagas.Chaos.Reports;
using Sagas.Chaos.Reports.Svg;
using Sagas.Chaos.Runs;

namespace Sagas.Tests.Chaos;

internal class When_a_run_is_reported
{
    private static readonly PlacedOrder Order = new(
        Guid.NewGuid(), new OrderPlan(1, "tok_visa", null), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

    private static readonly InjectedFault Kill = new(
        new PlannedFault(TimeSpan.Zero, FaultKind.InstanceKilled, "instance 1", TimeSpan.Zero, 0), TimeSpan.Zero, TimeSpan.Zero);

    private static readonly DeadLetterNote PaymentThatCannotBeMade = new(
        "process-payment", Order.OrderId, "tok_down", "down", IsExplained: true);

    private static readonly ChaosResult Sound = NewSound();

    private static readonly Dictionary<string, ChaosResult> Damaged = new(StringComparer.Ordinal)
    {
        ["a lost order"] = Sound with { Lost = ["lost"] },
        ["a second charge"] = Sound with { DoubleCharged = [Order.OrderId] },
        ["a broken invariant"] = Sound with { Verification = Sound.Verification with { Holds = false } },
        ["a refused request"] = Sound with { Complaints = ["refused"] },
        ["nonsense that is nowhere"] = Sound with { UnaccountedNonsense = ["nonsense-1"] },
        ["a wrong charge that was kept"] = Sound with { KeptByMistake = ["charge"] },
        ["a process that died of something else"] = Sound with { UnexpectedEnds = 1 },
        ["unrest"] = Sound with { RestedAfter = null },
        ["a dead letter"] = Sound with { DeadLetters = [PaymentThatCannotBeMade with { IsExplained = false }] },
        ["no order at all"] = Sound with { Orders = [] },
    };

    private static IEnumerable<string> Damages => Damaged.Keys;

    [Test]
    public void Should_pass_when_all_is_well() => Sound.Holds.ShouldBeTrue();

    [TestCaseSource(nameof(Damages))]
    public void Should_not_pass_with(string damage) => Damaged[damage].Holds.ShouldBeFalse();

    [Test]
    public void Should_have_the_table() => MarkdownReport.Write(Sound).Split('\n').ShouldContain(
        "| instance killed | 1 | 1 | 0 | 0 | 2.0 s | 2.0 s | 0.0 s | 0.0 s |");

    [Test]
    public void Should_name_what_is_lost() =>
        MarkdownReport.Write(Sound with { Lost = ["that one"] }).ShouldContain("- that one");

    [Test]
    public void Should_draw_a_picture_that_can_be_read()
    {
        var picture = XDocument.Parse(TimelineSvg.Draw(Sound));

        picture.Root!.Name.LocalName.ShouldBe("svg");
        picture.Descendants().Where(shape => shape.Name.LocalName == "text").Select(words => words.Value)
            .ShouldContain("instance killed");
    }

    private static ChaosResult NewSound()
    {
        var recoveries = new[] { Recovery.Of(Kill, [Order]) };
        return new ChaosResult
        {
            Settings = ChaosRuns.OfMinutes(1, seed: 7),
            Facts = new Dictionary<string, string>(StringComparer.Ordinal),
            Rows = FaultRow.Of(recoveries, new HashSet<Guid>(), new HashSet<Guid>()),
            Recoveries = recoveries,
            Orders = [Order],
            Samples = [new Sample(TimeSpan.FromSeconds(1), 1, 1, 0), new Sample(TimeSpan.FromSeconds(2), 0, 0, 0)],
            States = new Dictionary<string, int>(StringComparer.Ordinal) { ["Completed"] = 1 },
            Lost = [],
            DoubleCharged = [],
            Verification = new Sagas.Chaos.Runs.VerificationRun(true, "{}", []),
            DeadLetters = [PaymentThatCannotBeMade],
            Complaints = [],
            Nonsense = 1,
            UnaccountedNonsense = [],
            KeptByMistake = [],
            UnexpectedEnds = 0,
            FailedStarts = 1,
            RestedAfter = TimeSpan.FromSeconds(3),
        };
    }
}
