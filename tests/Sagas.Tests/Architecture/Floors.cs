namespace Sagas.Tests.Architecture;

/// <summary>The folders of a project stand on floors: nobody uses what is above, and nobody uses in a circle.</summary>
internal class Floors
{
    // From the ground up. Folders within a folder need no plan, yet form no circles either.
    private static readonly FloorPlan[] Plans =
    [
        new("src/Sagas.Contracts", "Orders + Payments + Notifications"),
        new(
            "src/Sagas.Durability",
            "Settings + Paging",
            "Tables",
            "Databases + Messages",
            "Retention + Diagnostics",
            "Commit",
            "Outbox + History + Gauges",
            "Receive + DeadLetters + Timers + Audit + Archive",
            "Sagas + Registry + Verification",
            "Configuration"),
        new(
            "src/Sagas.Operations",
            "Redaction + Instances",
            "Shell + Assets + Diagrams",
            "Audit + Alerts + DeadLetters + RetryJobs + Sagas",
            "Overview + Search + Minutes + Swagger",
            "Configuration"),
        new("src/Sagas.Web", "Settings + Json + Text", "Problems + Outbound", "Lists + Swagger + Requests"),
        new("src/Sagas.Access", "Settings", "Callers", "Limits + Protection", "SignIn", "Configuration"),
        new(
            "src/Sagas",
            "Rules",
            "Orders + Payments + Notifications",
            "Verification",
            "Hosting",
            "Commands"),
    ];

    private static IEnumerable<string> Parents => FolderGraph.Parents;

    [TestCaseSource(nameof(Parents))]
    public void Should_have_room_for_every_folder(string parent) =>
        (PlanOf(parent)?.Gaps(SourceTree.FoldersOf(parent)) ?? []).ShouldBeNone("Every folder has its floor");

    [TestCaseSource(nameof(Parents))]
    public void Should_not_be_used_from_below(string parent) =>
        (PlanOf(parent)?.UpwardUses(FolderGraph.EdgesBelow(parent)) ?? []).ShouldBeNone("Nobody uses what stands above");

    [TestCaseSource(nameof(Parents))]
    public void Should_not_be_used_in_circles(string parent) =>
        FloorPlan.Circles(FolderGraph.EdgesBelow(parent)).ShouldBeNone("Nobody uses in a circle");

    private static FloorPlan? PlanOf(string parent) =>
        Plans.SingleOrDefault(plan => plan.Parent == parent)
        ?? (SourceProject.All.Any(project => project.Folder == parent) ? new FloorPlan(parent) : null);
}
