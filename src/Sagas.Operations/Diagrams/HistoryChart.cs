using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Diagrams;

/// <summary>Draws how often something happened over time, and marks what may explain it.</summary>
/// <param name="from">The beginning.</param>
/// <param name="to">The end.</param>
/// <param name="step">The time that each value is about.</param>
internal sealed class HistoryChart(DateTimeOffset from, DateTimeOffset to, TimeSpan step)
{
    private const double Width = 900;
    private const double Height = 170;
    private const double Left = 44;
    private const double Right = 24;
    private const double Bottom = 40;
    private const double Top = 24;
    private const double KeyLetter = 6.2;

    /// <summary>A line.</summary>
    /// <param name="Name">What happened.</param>
    /// <param name="Tone">Its class.</param>
    /// <param name="Values">How often, step by step; null where that is not known.</param>
    public sealed record Line(string Name, string Tone, IReadOnlyList<long?> Values);

    /// <summary>A mark on the axis of time.</summary>
    /// <param name="At">When.</param>
    /// <param name="Tone">Its class.</param>
    /// <param name="Text">What happened.</param>
    public sealed record Mark(DateTimeOffset At, string Tone, string Text);

    /// <summary>Draws the chart.</summary>
    /// <param name="summary">What it shows, in a sentence for those who do not see it.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="marks">The marks.</param>
    /// <returns>The SVG element.</returns>
    public string ToSvg(string summary, IReadOnlyList<Line> lines, IEnumerable<Mark> marks)
    {
        var most = RoundUp(lines.SelectMany(line => line.Values).Max() ?? 0);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(summary)}\">");
        foreach (var value in (long[])[0, most / 2, most])
            svg.Append(CultureInfo.InvariantCulture,
                $"<path class=\"grid\" d=\"M{Left} {Y(value, most):0.#}H{Width}\"/><text x=\"{Left - 8}\" y=\"{Y(value, most) + 4:0.#}\" class=\"axis\">{Shown.Count(value)}</text>");
        DrawTimes(svg);
        foreach (var line in lines)
            Draw(svg, line, most);
        DrawKey(svg, lines);
        foreach (var mark in marks)
            Draw(svg, mark);
        return svg.Append("</svg>").ToString();
    }

    private void DrawTimes(StringBuilder svg)
    {
        var (apart, format) = (to - from) switch
        {
            { TotalHours: <= 2 } => (TimeSpan.FromMinutes(10), "HH:mm"),
            { TotalDays: <= 2 } => (TimeSpan.FromHours(3), "HH:mm"),
            _ => (TimeSpan.FromDays(1), "MM-dd"),
        };
        var first = new DateTimeOffset(from.Ticks - (from.Ticks % apart.Ticks) + apart.Ticks, TimeSpan.Zero);
        for (var at = first; at <= to; at += apart)
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{X(at):0.#}\" y=\"{Height - 6}\" class=\"axis time\">{at.ToString(format, CultureInfo.InvariantCulture)}</text>");
    }

    // Where nothing is known, the line is interrupted; a single value is a dot.
    private void Draw(StringBuilder svg, Line line, long most)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"line {line.Tone}\" d=\"");
        for (var i = 0; i < line.Values.Count; i++)
        {
            if (line.Values[i] is { } value)
                svg.Append(CultureInfo.InvariantCulture,
                    $"{(i > 0 && line.Values[i - 1] is not null ? 'L' : 'M')}{X(from + (i * step) + (step / 2)):0.#} {Y(value, most):0.#}");
            if (line.Values[i] is not null && (i == 0 || line.Values[i - 1] is null)
                && (i == line.Values.Count - 1 || line.Values[i + 1] is null))
                svg.Append("h.1");
        }

        svg.Append(CultureInfo.InvariantCulture, $"\"><title>{Text(line.Name)}</title></path>");
    }

    private static void DrawKey(StringBuilder svg, IReadOnlyList<Line> lines)
    {
        var x = Left + 6;
        svg.Append("<g class=\"key\">");
        foreach (var line in lines)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"<path class=\"line {line.Tone}\" d=\"M{x:0.#} 8h16\"/><text x=\"{x + 21:0.#}\" y=\"12\">{Text(line.Name)}</text>");
            x += 21 + (line.Name.Length * KeyLetter) + 20;
        }

        svg.Append("</g>");
    }

    private void Draw(StringBuilder svg, Mark mark)
    {
        var (x, y) = (X(mark.At), Height - Bottom);
        svg.Append(CultureInfo.InvariantCulture,
            $"<g class=\"mark {mark.Tone}\"><title>{Text($"{Shown.Time(mark.At)}: {mark.Text}")}</title><path d=\"M{x:0.#} {Top}V{y}\"/><path d=\"M{x - 5:0.#} {y + 12}h10l-5 -9z\"/></g>");
    }

    private double X(DateTimeOffset at) => Left + ((at - from) / (to - from) * (Width - Left - Right));

    private static double Y(long value, long most) => Height - Bottom - ((double)value / most * (Height - Bottom - Top));

    // 2, 4 or 10 times a power of ten, so that half of it is whole.
    private static long RoundUp(long value)
    {
        var power = 1L;
        while (value > 10 * power)
            power *= 10;
        return value <= 2 * power ? 2 * power : value <= 4 * power ? 4 * power : 10 * power;
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
