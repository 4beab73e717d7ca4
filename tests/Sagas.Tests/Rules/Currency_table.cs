using Sagas.Rules;

namespace Sagas.Tests.Rules;

internal class Currency_table
{
    [TestCase("EUR", 2)]
    [TestCase("USD", 2)]
    [TestCase("JPY", 0)]
    [TestCase("KRW", 0)]
    [TestCase("HUF", 2)]
    [TestCase("MRU", 2)]
    [TestCase("KWD", 3)]
    [TestCase("TND", 3)]
    [TestCase("CLF", 4)]
    [TestCase("XCG", 2)]
    [TestCase("ZWG", 2)]
    public void Should_know_the_decimals_of_active_currencies(string code, int decimals) =>
        Currencies.DecimalsOf(code).ShouldBe(decimals);

    [TestCase("eur")]
    [TestCase("EURO")]
    [TestCase("")]
    [TestCase("DEM")]
    [TestCase("HRK")]
    [TestCase("BGN")]
    [TestCase("ANG")]
    [TestCase("XAU")]
    [TestCase("XXX")]
    public void Should_not_know_what_nobody_pays_in(string code) => Currencies.DecimalsOf(code).ShouldBeNull();

    [Test]
    public void Should_have_codes_of_three_capitals_only() =>
        Currencies.Codes.ShouldAllBe(code => code.Length == 3 && code.All(char.IsAsciiLetterUpper));

    [Test]
    public void Should_have_about_as_many_currencies_as_the_world() => Currencies.Codes.Count.ShouldBeInRange(160, 175);

    [TestCase("39.8", "EUR", "39.80")]
    [TestCase("39.8000", "EUR", "39.80")]
    [TestCase("39.0000", "JPY", "39")]
    [TestCase("1", "KWD", "1.000")]
    public void Should_scale_amounts(string amount, string code, string scaled)
    {
        var result = Currencies.Scale(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), code);

        result.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(scaled);
    }
}
