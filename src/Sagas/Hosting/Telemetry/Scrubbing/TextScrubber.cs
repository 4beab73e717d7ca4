using System.Text;
using MassTransit;
using Sagas.Durability.Diagnostics;
using Sagas.Operations.Redaction;
using Sagas.Web.Text;

namespace Sagas.Hosting.Telemetry.Scrubbing;

/// <summary>
/// Takes out of texts for operators what they need not know: the secrets of the message that is being handled, and whatever
/// looks like an address or a token.
/// </summary>
/// <param name="json">Knows the members of messages that are secret.</param>
internal sealed class TextScrubber(JsonRedactor json) : ITextScrubber
{
    /// <summary>The text without secrets; the same if there are none in it.</summary>
    public string Of(string text)
    {
        var known = MessageInHand.Current is { } message ? SecretsOf(message) : null;
        return SecretPatterns.HideIn(known is null ? text : known.HideIn(text));
    }

    // Read once for each delivery, and only if something goes wrong in it.
    private SecretTexts SecretsOf(ReceiveContext message) => message.GetOrAddPayload(() =>
    {
        var secrets = new SecretTexts();
        json.Learn(Encoding.UTF8.GetString(message.Body.GetBytes()), secrets);
        return secrets;
    });
}
