using Sagas.Chaos.Faults;

namespace Sagas.Chaos.Reports.Svg;

/// <summary>The run as a picture: orders that arrive and end, what is in progress, and below them the faults.</summary>
internal static class TimelineSvg
{
    private const double Width = 1200;
    private const double Left = 215;
    private const double PanelWidth = Width - Left - 30;
    private const double PanelHeight = 150;
    private const double FirstTop = 50;
    private const double SecondTop = FirstTop + PanelHeight + 50;
    private const double LanesTop = SecondTop + PanelHeight + 35;
    private const double LaneHeight = 20;
    private const double NarrowestMark = 2;
    private const int MostPoints = 360;

    public static string Draw(ChaosResult result)
    {
        var end = result.Samples.Select(sample => sample.At).Append(TimeSpan.FromSeconds(1)).Max();
        var kinds = result.Recoveries.Select(recovery => recovery.Fault.Plan.Kind).Distinct().Order().ToList();
        var canvas = new SvgCanvas(Width, LanesTop + (kinds.Count * LaneHeight) + 50);
        var orders = new Panel(canvas, Left, FirstTop, PanelWidth, PanelHeight, end.TotalSeconds);
        var backlog = new Panel(canvas, Left, SecondTop, PanelWidth, PanelHeight, end.TotalSeconds);

        // Behind the curves: from the beginning of a heavy fault to its end.
        foreach (var fault in result.Recoveries.Select(recovery => recovery.Fault).Where(fault => fault.Plan.Instance is null))
            canvas.Rectangle(orders.X(fault.Begin), FirstTop, MarkWidth(orders, fault), LanesTop - FirstTop, "band");
        var width = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(end.TotalSeconds / MostPoints)));
        orders.Draw(
            "Orders per second",
            ("accepted", "a", PerSecond(result.Orders.Select(order => order.AcceptedAt), width, end)),
            ("ended", "b", PerSecond(result.Orders.Select(order => order.EndedAt).OfType<TimeSpan>(), width, end)));
        var samples = result.Samples.Chunk(Math.Max(1, result.Samples.Count / MostPoints))
            .Select(some => some.MaxBy(sample => sample.OpenOrders)!).ToList();
        backlog.Draw(
            "In progress",
            ("orders", "a", [.. samples.Select(sample => (sample.At, (double)sample.OpenOrders))]),
            ("messages in the outbox", "c", [.. samples.Select(sample => (sample.At, (double)sample.OutboxMessages))]));
        DrawLanes(canvas, orders, result, kinds);
        orders.DrawMinutes(LanesTop + (kinds.Count * LaneHeight) + 20);
        return canvas.ToString();
    }

    private static void DrawLanes(SvgCanvas canvas, Panel panel, ChaosResult result, List<FaultKind> kinds)
    {
        foreach (var (index, kind) in kinds.Index())
        {
            var y = LanesTop + (index * LaneHeight);
            canvas.Line(Left, y + (LaneHeight / 2), Left + PanelWidth, y + (LaneHeight / 2), "grid");
            canvas.Words(Left - 8, y + 14, FaultTraits.Of(kind).Name, "end");
            foreach (var recovery in result.Recoveries.Where(recovery => recovery.Fault.Plan.Kind == kind))
            {
                canvas.Rectangle(
                    panel.X(recovery.Fault.Begin), y + 4, MarkWidth(panel, recovery.Fault), LaneHeight - 8,
                    recovery.Recovered is null ? "bad" : "c mark");
            }
        }
    }

    private static double MarkWidth(Panel panel, InjectedFault fault) =>
        Math.Max(NarrowestMark, panel.X(fault.End) - panel.X(fault.Begin));

    private static IReadOnlyList<(TimeSpan At, double Value)> PerSecond(
        IEnumerable<TimeSpan> moments, TimeSpan width, TimeSpan end)
    {
        var counts = moments.CountBy(moment => (int)(moment / width)).ToDictionary();
        return [.. Enumerable.Range(0, (int)(end / width))
            .Select(slot => (width * (slot + 0.5), counts.GetValueOrDefault(slot) / width.TotalSeconds))];
    }
}
