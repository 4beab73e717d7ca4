using System.Globalization;
using System.Text;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Diagrams;

/// <summary>Draws how many sagas started and ended per second.</summary>
internal static class RateChart
{
    private const double Width = 900;
    private const double Height = 150;
    private const double Left = 44;
    private const double Bottom = 22;
    private const double Top = 10;

    private static readonly TimeSpan Span = TimeSpan.FromMinutes(5);

    /// <summary>Draws the chart.</summary>
    /// <returns>The SVG element.</returns>
    public static string ToSvg(IReadOnlyList<RateSample> rates)
    {
        var most = RoundUp(rates.Select(rate => Math.Max(rate.Began, rate.Ended)).DefaultIfEmpty(0).Max());
        var end = rates.Count > 0 ? rates[^1].At : DateTimeOffset.UnixEpoch;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Summary(rates)}\">");
        for (var line = 0; line <= 2; line++)
        {
            var y = Y(most * line / 2, most);
            svg.Append(CultureInfo.InvariantCulture,
                $"<path class=\"grid\" d=\"M{Left} {y:0.#}H{Width}\"/><text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" class=\"axis\">{Shown.Rate(most * line / 2)}</text>");
        }

        for (var minute = 0; minute <= 5; minute++)
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{X(end - TimeSpan.FromMinutes(minute), end):0.#}\" y=\"{Height - 4}\" class=\"axis time\">{(minute == 0 ? "now" : $"−{minute} min")}</text>");
        Draw(svg, "began", rates, rate => rate.Began, most, end);
        Draw(svg, "ended", rates, rate => rate.Ended, most, end);
        svg.Append(CultureInfo.InvariantCulture,
            $"<g class=\"key\"><circle class=\"began\" cx=\"{Left + 12}\" cy=\"{Top + 6}\" r=\"4\"/><text x=\"{Left + 22}\" y=\"{Top + 10}\">started</text><circle class=\"ended\" cx=\"{Left + 82}\" cy=\"{Top + 6}\" r=\"4\"/><text x=\"{Left + 92}\" y=\"{Top + 10}\">completed</text></g>");
        return svg.Append("</svg>").ToString();
    }

    private static void Draw(
        StringBuilder svg, string name, IReadOnlyList<RateSample> rates, Func<RateSample, double> value,
        double most, DateTimeOffset end)
    {
        var shown = rates.Where(rate => end - rate.At <= Span).ToList();
        if (shown.Count == 0)
            return;
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"line {name}\" d=\"M");
        svg.AppendJoin('L', shown.Select(
            rate => string.Create(CultureInfo.InvariantCulture, $"{X(rate.At, end):0.#} {Y(value(rate), most):0.#}")));
        svg.Append("\"/>");
    }

    private static string Summary(IReadOnlyList<RateSample> rates) => rates.Count == 0
        ? "No data yet"
        : $"Most recently {Shown.Rate(rates[^1].Began)} started and {Shown.Rate(rates[^1].Ended)} completed per second";

    private static double X(DateTimeOffset at, DateTimeOffset end) => Width - 24 - ((end - at) / Span * (Width - 24 - Left));

    private static double Y(double value, double most) => Height - Bottom - (value / most * (Height - Bottom - Top));

    // 1, 2 or 5 times a power of ten.
    private static double RoundUp(double value)
    {
        if (value <= 0)
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return (value / power) switch { <= 1 => power, <= 2 => 2 * power, <= 5 => 5 * power, _ => 10 * power };
    }
}

/// <summary>How many sagas started and completed per second, between two samples.</summary>
/// <param name="At">When the later sample was taken.</param>
/// <param name="Began">Started per second.</param>
/// <param name="Ended">Completed per second.</param>
public sealed record RateSample(DateTimeOffset At, double Began, double Ended);
