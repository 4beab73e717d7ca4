using System.Globalization;
using System.Text;

namespace Sagas.Benchmarks.Contests.Results;

/// <summary>Draws orders per second as bars, with a dot for each round.</summary>
internal static class ContestPlot
{
    private const int Width = 640;
    private const int Left = 90;
    private const int BarHeight = 26;
    private const int Gap = 18;
    private const int Top = 40;

    /// <summary>Draws the chart.</summary>
    public static string Draw(ContestResult result)
    {
        var names = result.Runs.Select(run => run.Contestant).Distinct().ToList();
        var most = result.Runs.Max(run => run.OrdersPerSecond);
        var height = Top + (names.Count * (BarHeight + Gap)) + 10;
        var svg = new StringBuilder();
        Add(svg,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" font-family="system-ui, sans-serif" font-size="13">""");
        Add(svg,
            $"""<rect width="{Width}" height="{height}" fill="#fff"/><text x="10" y="22" font-weight="600" fill="#222">Orders completed per second</text>""");
        for (var i = 0; i < names.Count; i++)
        {
            var y = Top + (i * (BarHeight + Gap));
            var runs = result.Of(names[i]);
            var median = ContestResult.MedianOf(runs.Select(run => run.OrdersPerSecond));
            Add(svg, $"""<text x="10" y="{y + 18}" fill="#222">{names[i]}</text>""");
            Add(svg,
                $"""<rect x="{Left}" y="{y}" width="{Length(median):0.0}" height="{BarHeight}" fill="{(i == 0 ? "#2b6cb0" : "#a0aec0")}"/>""");
            foreach (var run in runs)
                Add(svg,
                    $"""<circle cx="{Left + Length(run.OrdersPerSecond):0.0}" cy="{y + (BarHeight / 2)}" r="3" fill="#1a202c"/>""");
            Add(svg, $"""<text x="{Left + Length(most) + 12:0.0}" y="{y + 18}" fill="#222">{median:0}</text>""");
        }

        svg.AppendLine("</svg>");
        return svg.ToString();

        double Length(double ordersPerSecond) => ordersPerSecond / most * (Width - Left - 70);
    }

    private static void Add(StringBuilder svg, FormattableString line) =>
        svg.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
