using System.Globalization;

namespace Sagas.Chaos.Reports.Svg;

/// <summary>One diagram of a picture: curves over time.</summary>
/// <param name="canvas">The picture.</param>
/// <param name="left">Its left edge.</param>
/// <param name="top">Its upper edge.</param>
/// <param name="width">Its width.</param>
/// <param name="height">Its height.</param>
/// <param name="seconds">How much time it shows.</param>
internal sealed class Panel(SvgCanvas canvas, double left, double top, double width, double height, double seconds)
{
    private const int Steps = 4;

    /// <summary>The horizontal position of a moment.</summary>
    public double X(TimeSpan at) => left + (width * Math.Clamp(at.TotalSeconds / seconds, 0, 1));

    /// <summary>Draws the diagram.</summary>
    public void Draw(string title, params (string Name, string Style, IReadOnlyList<(TimeSpan At, double Value)> Points)[] curves)
    {
        var highest = Nice(curves.SelectMany(curve => curve.Points).Select(point => point.Value).DefaultIfEmpty().Max());
        canvas.Words(left, top - 10, title, style: "title");
        for (var step = 0; step <= Steps; step++)
        {
            var value = highest * step / Steps;
            canvas.Line(left, Y(value), left + width, Y(value), "grid");
            canvas.Words(left - 6, Y(value) + 4, value.ToString("0.#", CultureInfo.InvariantCulture), "end", "faint");
        }

        var x = left + width;
        foreach (var (name, style, points) in curves)
        {
            canvas.Curve(points.Select(point => (X(point.At), Y(point.Value))), style);
            // A legend, from right to left.
            x -= (name.Length * 7) + 30;
            canvas.Line(x, top - 14, x + 16, top - 14, style);
            canvas.Words(x + 21, top - 10, name);
        }

        double Y(double value) => top + height - (height * value / highest);
    }

    /// <summary>Draws the minutes below it.</summary>
    public void DrawMinutes(double y)
    {
        var step = new[] { 0.25, 0.5, 1, 2, 5, 10, 30 }.First(minutes => seconds / 60 / minutes <= 16 || minutes >= 30);
        for (var minute = 0.0; minute * 60 <= seconds; minute += step)
            canvas.Words(
                X(TimeSpan.FromMinutes(minute)), y, minute.ToString("0.##' min'", CultureInfo.InvariantCulture), "middle",
                "faint");
    }

    // So that the steps are readable numbers.
    private static double Nice(double value)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, Steps))));
        return new[] { 1, 2, 4, 6, 8, 10 }.Select(factor => factor * unit).First(nice => nice >= value);
    }
}
