using System.Globalization;
using System.Text;

namespace Sagas.Benchmarks.Endurance;

/// <summary>Draws memory over time.</summary>
internal static class EndurancePlot
{
    private const int Width = 640;
    private const int Height = 300;
    private const int Left = 60;
    private const int Right = 20;
    private const int Top = 50;
    private const int Bottom = 40;
    private const int Lines = 4;

    /// <summary>Draws the chart.</summary>
    public static string Draw(IReadOnlyList<EnduranceSample> samples)
    {
        var minutes = samples.Max(sample => sample.Minutes);
        var most = samples.Max(sample => Math.Max(sample.WorkingSetMegabytes, sample.HeapMegabytes)) * 1.05;
        var svg = new StringBuilder();
        Add(svg,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="system-ui, sans-serif" font-size="13">""");
        Add(svg,
            $"""<rect width="{Width}" height="{Height}" fill="#fff"/><text x="10" y="22" font-weight="600" fill="#222">Memory in MB over {minutes:0.#} minutes</text>""");
        for (var i = 0; i <= Lines; i++)
        {
            var value = most * i / Lines;
            Add(svg, $"""<line x1="{Left}" x2="{Width - Right}" y1="{Y(value):0.0}" y2="{Y(value):0.0}" stroke="#e2e8f0"/>""");
            Add(svg, $"""<text x="{Left - 8}" y="{Y(value) + 4:0.0}" text-anchor="end" fill="#222">{value:0}</text>""");
            Add(svg,
                $"""<text x="{X(minutes * i / Lines):0.0}" y="{Height - 15}" text-anchor="middle" fill="#222">{minutes * i / Lines:0.#}</text>""");
        }

        Curve("working set", "#2b6cb0", sample => sample.WorkingSetMegabytes, 330);
        Curve("heap after collection", "#c05621", sample => sample.HeapMegabytes, 440);
        svg.AppendLine("</svg>");
        return svg.ToString();

        double X(double at) => Left + (at / minutes * (Width - Left - Right));
        double Y(double megabytes) => Height - Bottom - (megabytes / most * (Height - Top - Bottom));

        void Curve(string name, string colour, Func<EnduranceSample, double> value, int x)
        {
            var points = string.Join(
                ' ', samples.Select(sample => FormattableString.Invariant($"{X(sample.Minutes):0.0},{Y(value(sample)):0.0}")));
            Add(svg,
                $"""<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/><text x="{x}" y="22" fill="{colour}">{name}</text>""");
        }
    }

    private static void Add(StringBuilder svg, FormattableString line) =>
        svg.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
