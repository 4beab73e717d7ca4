using Sagas.Web.Text;

namespace Sagas.Tests.Web.Text;

internal class Rows_of_tables
{
    [TestCase(null, "")]
    [TestCase("", "")]
    [TestCase("plain", "plain")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("say \"so\"", "\"say \"\"so\"\"\"")]
    [TestCase("two\r\nlines", "\"two\r\nlines\"")]
    [TestCase("=1+1", "'=1+1")]
    [TestCase("+49 30", "'+49 30")]
    [TestCase("-7", "'-7")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("\t=1", "'\t=1")]
    [TestCase("\r=1", "\"'\r=1\"")]
    [TestCase("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [TestCase("1=1", "1=1")]
    public void Should_be_no_formulas(string? text, string cell) => CsvRow.Cell(text).ShouldBe(cell);

    [Test]
    public void Should_end_as_tables_do() => CsvRow.Of(["a", null, "b,c"]).ShouldBe("a,,\"b,c\"\r\n");
}
