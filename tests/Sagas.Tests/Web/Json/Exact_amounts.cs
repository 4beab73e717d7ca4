using System.Globalization;
using System.Text.Json;
using Sagas.Web.Json;

namespace Sagas.Tests.Web.Json;

internal class Exact_amounts
{
    private static readonly JsonSerializerOptions Lenient = new() { Converters = { new ExactAmountJson() } };
    private static readonly JsonSerializerOptions Strict = new() { Converters = { new ApiJsonAmount() } };

    [TestCase("19.90", "19.90")]
    [TestCase("-5", "-5")]
    [TestCase("0", "0")]
    [TestCase("-0.00", "0.00")]
    [TestCase("1.5e2", "150")]
    [TestCase("15E-1", "1.5")]
    [TestCase("1e+2", "100")]
    [TestCase("0e400", "0")]
    [TestCase("19.9000000000000000000000000000000000000", "19.9000000000000000000000000000")]
    [TestCase("79228162514264337593543950335", "79228162514264337593543950335")]
    [TestCase("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    public void Should_be_taken_as_they_are(string json, string amount)
    {
        var expected = decimal.Parse(amount, CultureInfo.InvariantCulture);

        JsonSerializer.Deserialize<decimal>(json, Strict).ShouldBe(expected);
        JsonSerializer.Deserialize<decimal>(json, Lenient).ShouldBe(expected);
        JsonSerializer.Deserialize<decimal>($"\"{json}\"", Lenient).ShouldBe(expected);
    }

    [TestCase("19.9000000000000000000000000000000000001")]
    [TestCase("0.00000000000000000000000000001")]
    [TestCase("79228162514264337593543950336")]
    [TestCase("7922816251426433759354395033.55")]
    [TestCase("1e400")]
    [TestCase("1e-400")]
    [TestCase("1e99999999999999999999")]
    public void Should_be_refused_if_they_would_be_rounded(string json)
    {
        Refused(json, Strict);
        Refused(json, Lenient);
        Refused($"\"{json}\"", Lenient);
    }

    [TestCase("\"39,80\"")]
    [TestCase("\"1,000.00\"")]
    [TestCase("\" 39.80\"")]
    [TestCase("\"39.80-\"")]
    [TestCase("\"39.\"")]
    [TestCase("\".5\"")]
    [TestCase("\"\"")]
    [TestCase("\"1e\"")]
    [TestCase("\"1e+-2\"")]
    [TestCase("\"0x10\"")]
    [TestCase("\"NaN\"")]
    [TestCase("\"３９\"")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("true")]
    public void Should_be_refused_if_they_are_no_numbers(string json)
    {
        Refused(json, Strict);
        Refused(json, Lenient);
    }

    [Test]
    public void Should_be_written_as_numbers() => JsonSerializer.Serialize(39.80m, Lenient).ShouldBe("39.80");

    // A number as long as a body may be must not take longer than reading it.
    [Test]
    public void Should_be_refused_in_no_time()
    {
        var digits = new string('9', 200_000);

        Refused($"0.{digits}", Strict);
        Refused($"1e{digits}", Strict);
    }

    private static void Refused(string json, JsonSerializerOptions options) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<decimal>(json, options));
}
