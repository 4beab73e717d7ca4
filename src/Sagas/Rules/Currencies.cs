using System.Collections.Frozen;

namespace Sagas.Rules;

/// <summary>
/// The active codes of ISO 4217 and how many decimals each has, as of 2026. Codes without a number of decimals (metals,
/// units of account, tests) are left out: nobody pays for an order in them.
/// </summary>
internal static class Currencies
{
    private const string WithoutDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";

    private const string WithTwoDecimals =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY " +
        "COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS " +
        "INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR " +
        "MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP " +
        "STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG";

    private const string WithThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";

    private const string WithFourDecimals = "CLF UYW";

    private static readonly FrozenDictionary<string, int> DecimalsByCode = Decimals().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every code that is accepted.</summary>
    public static IReadOnlyCollection<string> Codes => DecimalsByCode.Keys;

    /// <summary>How many decimals a currency has.</summary>
    /// <param name="code">ISO 4217 code in capitals.</param>
    /// <returns>0 to 4; null for a code that does not exist.</returns>
    public static int? DecimalsOf(string code) => DecimalsByCode.TryGetValue(code, out var decimals) ? decimals : null;

    /// <summary>
    /// Gives an amount exactly its currency's decimals, so that 39.8 EUR reads 39.80 whatever the database keeps.
    /// </summary>
    public static decimal Scale(decimal amount, string code)
    {
        var decimals = DecimalsOf(code) ?? 2;
        return decimal.Round(amount, decimals) + new decimal(0, 0, 0, isNegative: false, (byte)decimals);
    }

    private static Dictionary<string, int> Decimals()
    {
        var decimals = new Dictionary<string, int>(StringComparer.Ordinal);
        Add(WithoutDecimals, 0);
        Add(WithTwoDecimals, 2);
        Add(WithThreeDecimals, 3);
        Add(WithFourDecimals, 4);
        return decimals;

        void Add(string codes, int count)
        {
            foreach (var code in codes.Split(' '))
                decimals.Add(code, count);
        }
    }
}
