using Microsoft.Extensions.Options;

namespace Sagas.Orders;

/// <summary>Stops the program at startup if a setting is invalid, and says which one and what is allowed.</summary>
internal class OrdersOptionsValidation : IValidateOptions<OrdersOptions>
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(365);
    private const int HighestConcurrency = 1024;

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, OrdersOptions options)
    {
        var failures = new List<string>();
        RequireTimeout(nameof(OrdersOptions.PaymentTimeout), options.PaymentTimeout);
        RequireTimeout(nameof(OrdersOptions.NotificationTimeout), options.NotificationTimeout);

        if (options.Concurrency is < 1 or > HighestConcurrency)
            Refuse(nameof(OrdersOptions.Concurrency), options.Concurrency, $"a whole number from 1 to {HighestConcurrency}");

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void RequireTimeout(string key, TimeSpan value)
        {
            if (value <= TimeSpan.Zero || value > LongestTimeout)
                Refuse(key, value, $"a time span above 00:00:00 and up to {LongestTimeout:c}, such as 00:15:00");
        }

        void Refuse(string key, object value, string allowed) =>
            failures.Add($"{OrdersOptions.Section}:{key} is {value}; it must be {allowed}.");
    }
}
