using System.Xml.Linq;
using Sagas.Operations.Diagrams;

namespace Sagas.Tests.Operations.Diagrams;

internal class Charts_of_the_past
{
    private static readonly DateTimeOffset From = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public void Should_interrupt_lines_where_nothing_is_known()
    {
        var path = Draw([1, 2, null, 4, 5]).Descendants("path").First(path => (string?)path.Attribute("class") == "line began");

        ((string)path.Attribute("d")!).Count(sign => sign == 'M').ShouldBe(2);
    }

    [Test]
    public void Should_show_a_single_value() =>
        ((string)Draw([null, 3, null]).Descendants("path").First(path => (string?)path.Attribute("class") == "line began")
            .Attribute("d")!).ShouldEndWith("h.1");

    [Test]
    public void Should_write_names_as_text() =>
        Draw([1], new HistoryChart.Mark(From, "action", "<b>\"A\"&")).Descendants("title")
            .ShouldContain(title => title.Value.EndsWith("<b>\"A\"&", StringComparison.Ordinal));

    [Test]
    public void Should_draw_nothing_at_all_of_nothing() => Draw([]).Name.LocalName.ShouldBe("svg");

    private static XElement Draw(IReadOnlyList<long?> values, params HistoryChart.Mark[] marks) => XElement.Parse(
        new HistoryChart(From, From.AddHours(1), TimeSpan.FromMinutes(1)).ToSvg(
            "A summary", [new HistoryChart.Line("started", "began", values)], marks));
}
