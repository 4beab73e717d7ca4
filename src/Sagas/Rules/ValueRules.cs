using System.Globalization;
using Sagas.Web.Problems;

namespace Sagas.Rules;

/// <summary>
/// What every way in demands of a value: the API of its requests, and each consumer of its messages. The sentences are the same.
/// </summary>
internal static class ValueRules
{
    /// <summary>The most that columns of amounts hold: 18 digits, 4 of them decimals.</summary>
    public const decimal LargestAmount = 99_999_999_999_999.9999m;

    /// <summary>The most decimals that such a column holds.</summary>
    public const int MostDecimals = 4;

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    extension(FieldErrors errors)
    {
        /// <summary>Checks an id.</summary>
        public void CheckId(string field, Guid id)
        {
            if (id == Guid.Empty)
                errors.Add(field, "Must not be the empty UUID.");
        }

        /// <summary>Checks a time: with one at the ends of the calendar nothing can be reckoned.</summary>
        public void CheckTime(string field, DateTimeOffset time)
        {
            if (time < Earliest || time >= Latest)
                errors.Add(field, string.Create(
                    CultureInfo.InvariantCulture, $"Must be in the years 2000 to 2199, but is {time:yyyy-MM-dd'T'HH:mm:ssK}."));
        }

        /// <summary>Checks a value of an enumeration.</summary>
        public void CheckName<T>(string field, T value) where T : struct, Enum
        {
            if (!Enum.IsDefined(value))
                errors.Add(field, $"Must be one of {string.Join(", ", Enum.GetNames<T>())}.");
        }

        /// <summary>Checks a required currency.</summary>
        /// <returns>Its decimals; null if there is no such currency.</returns>
        public int? CheckCurrency(string field, string? currency)
        {
            var decimals = currency is null ? null : Currencies.DecimalsOf(currency);
            if (currency is null)
                errors.Add(field, "Is required.");
            else if (decimals is null)
                errors.Add(field, "Must be the ISO 4217 code of an active currency, in capitals, such as EUR.");
            return decimals;
        }

        /// <summary>Checks a required e-mail address.</summary>
        public void CheckEmail(string field, string? email, int maxLength)
        {
            if (errors.CheckText(field, email, maxLength) && !EmailRule.IsPlausible(email!))
                errors.Add(field, "Must be an e-mail address such as ada@example.com.");
        }

        /// <summary>Checks an amount of a currency.</summary>
        /// <param name="field">The field.</param>
        /// <param name="amount">The amount.</param>
        /// <param name="currency">Its currency.</param>
        /// <param name="most">The most that it may be.</param>
        /// <param name="mayBeNothing">Whether it may be zero.</param>
        public void CheckAmount(string field, decimal amount, string? currency, decimal most, bool mayBeNothing = false)
        {
            if (mayBeNothing ? amount < 0 || amount > most : amount <= 0 || amount > most)
                errors.Add(field, string.Create(
                    CultureInfo.InvariantCulture,
                    $"Must be {(mayBeNothing ? "0 to" : "more than 0 and at most")} {most}, but is {amount}."));
            else
                errors.CheckDecimals(field, amount, currency, currency is null ? null : Currencies.DecimalsOf(currency));
        }

        /// <summary>
        /// Checks that an amount has no more decimals than its currency; of an unknown one, than can be stored.
        /// </summary>
        public void CheckDecimals(string field, decimal amount, string? currency, int? decimals)
        {
            if (decimal.Round(amount, decimals ?? MostDecimals) == amount)
                return;
            var whose = decimals is null ? "" : $", as {currency} has";
            errors.Add(field, string.Create(
                CultureInfo.InvariantCulture,
                $"Must have no more than {decimals ?? MostDecimals} decimals{whose}, but is {amount}."));
        }

        /// <summary>
        /// Checks a required reason. It may be of any length, because it is cut with a mark where it is stored, and may have
        /// lines, because errors have them.
        /// </summary>
        public void CheckReason(string field, string? reason)
        {
            if (reason is null)
                errors.Add(field, "Is required.");
            else if (reason.Contains('\0', StringComparison.Ordinal))
                errors.Add(field, "Must not contain the character NUL.");
        }
    }
}
