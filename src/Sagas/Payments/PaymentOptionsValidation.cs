using Microsoft.Extensions.Options;
using Sagas.Payments.Gateways;
using Sagas.Web.Outbound;
using Sagas.Web.Settings;

namespace Sagas.Payments;

/// <summary>Stops the program at startup if the payment settings are invalid.</summary>
internal class PaymentOptionsValidation : IValidateOptions<PaymentOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, PaymentOptions options)
    {
        var failures = new OptionFailures(PaymentOptions.Section);
        failures.UnlessWithin(nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10));
        failures.UnlessWithin(nameof(options.SlowDelay), options.SlowDelay, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        failures.Unless(options.Concurrency is >= 1 and <= 1000, nameof(options.Concurrency), options.Concurrency, "1 to 1000");
        options.Http.Validate(failures, nameof(options.Http));
        if (options.Gateway == PaymentGatewayKind.Http)
            AddressOf(options).Validate(failures, PaymentOptions.Section);
        return failures.ToResult();
    }

    private static OutboundAddress AddressOf(PaymentOptions options) =>
        new(nameof(options.BaseAddress), options.BaseAddress, $"{PaymentOptions.Section}:{nameof(options.Gateway)} Http")
        {
            SecretKey = nameof(options.ApiKey),
            Secret = options.ApiKey,
            SecretIs = "a key",
        };
}
