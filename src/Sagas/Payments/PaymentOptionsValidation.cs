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
            ValidateGateway(failures, options);
        return failures.ToResult();
    }

    private static void ValidateGateway(OptionFailures failures, PaymentOptions options)
    {
        var address = options.BaseAddress;
        var isHttp = address is { IsAbsoluteUri: true, Scheme: "http" or "https" };
        failures.Unless(
            isHttp, nameof(options.BaseAddress), address, "an http or https address, required by Sagas:Payments:Gateway Http");

        failures.Unless(
            !isHttp || address!.UserInfo.Length == 0,
            nameof(options.BaseAddress),
            address,
            "an address without user and password, which would not be sent; a key is set by Sagas:Payments:ApiKey");

        if (string.IsNullOrEmpty(options.ApiKey))
            return;
        failures.Unless(
            options.ApiKey.All(x => x is > ' ' and <= '~'), nameof(options.ApiKey), "(hidden)", "printable ASCII without spaces");
        failures.Unless(
            !isHttp || OutboundHttp.KeepsSecrets(address!),
            nameof(options.BaseAddress),
            address,
            "an https address (or a local one), because Sagas:Payments:ApiKey must not be sent unencrypted");
    }
}
