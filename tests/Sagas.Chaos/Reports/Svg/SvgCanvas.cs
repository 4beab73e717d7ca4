using System.Globalization;
using System.Net;
using System.Text;

namespace Sagas.Chaos.Reports.Svg;

/// <summary>Writes a picture in SVG. Colors are classes, so that it is legible on light and dark pages.</summary>
internal sealed class SvgCanvas(double width, double height)
{
    private const string Style = """
        <style>
          text { font: 12px system-ui, sans-serif; fill: #1f2328 } .faint { fill: #59636e } .title { font-weight: 600; font-size: 14px }
          .paper { fill: #ffffff } .grid { stroke: #d1d9e0; stroke-width: 1 } .band { fill: #59636e; opacity: .10 }
          .a { stroke: #0969da } .b { stroke: #1a7f37 } .c { stroke: #bc4c00 } .a, .b, .c { fill: none; stroke-width: 1.5 }
          .a.mark { fill: #0969da } .b.mark { fill: #1a7f37 } .c.mark { fill: #bc4c00 } .bad { fill: #cf222e }
          @media (prefers-color-scheme: dark) {
            text { fill: #f0f6fc } .faint { fill: #9198a1 } .paper { fill: #0d1117 } .grid { stroke: #3d444d } .band { fill: #9198a1; opacity: .16 }
            .a { stroke: #4493f8 } .b { stroke: #3fb950 } .c { stroke: #f0883e }
            .a.mark { fill: #4493f8 } .b.mark { fill: #3fb950 } .c.mark { fill: #f0883e } .bad { fill: #ff7b72 }
          }
        </style>
        """;

    private readonly StringBuilder _shapes = new();

    public void Rectangle(double x, double y, double width, double height, string style) =>
        _shapes.AppendLine(
            Text($"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" class=\"{style}\"/>"));

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        _shapes.AppendLine(Text($"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" class=\"{style}\"/>"));

    public void Curve(IEnumerable<(double X, double Y)> points, string style) =>
        _shapes.AppendLine(Text(
            $"<polyline points=\"{string.Join(' ', points.Select(point => Text($"{point.X:0.#},{point.Y:0.#}")))}\" class=\"{style}\"/>"));

    /// <summary>Writes text.</summary>
    /// <param name="x">The horizontal position.</param>
    /// <param name="y">The baseline.</param>
    /// <param name="words">The text.</param>
    /// <param name="anchor">Which part of it is at x: start, middle or end.</param>
    /// <param name="style">Class.</param>
    public void Words(double x, double y, string words, string anchor = "start", string style = "") =>
        _shapes.AppendLine(Text(
            $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" class=\"{style}\">{WebUtility.HtmlEncode(words)}</text>"));

    public override string ToString() => Text(
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:0.#} {height:0.#}" width="{width:0.#}" height="{height:0.#}">
        {Style}
        <rect width="100%" height="100%" class="paper"/>
        {_shapes}</svg>

        """);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
