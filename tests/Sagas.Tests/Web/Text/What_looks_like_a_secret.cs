using Sagas.Web.Text;

namespace Sagas.Tests.Web.Text;

/// <summary>Texts of exceptions and logs, of which nobody knows whose secrets they name.</summary>
internal class What_looks_like_a_secret
{
    [TestCase("550 5.1.1 <ada.lovelace+x@example.com>: no such user", "550 5.1.1 <a***@example.com>: no such user")]
    [TestCase("GET /find?to=ada%40example.com failed", "GET /find?to=a***%40example.com failed")]
    [TestCase("""{"to":"ada\u0040example.com"}""", """{"to":"a***\u0040example.com"}""")]
    [TestCase("jörg@bücher.example is unknown", "j***@bücher.example is unknown")]
    [TestCase("the gateway refused tok_1PqRsTuVwXyZ.", "the gateway refused ***wXyZ.")]
    [TestCase("Authorization: Bearer eyJhbGciOi.J9.x-y", "Authorization: Bearer ***")]
    [TestCase("key sagas_8eFkmY0xVqAA was sent", "key sagas_*** was sent")]
    [TestCase("amqp://sagas:s3cr:et@rabbit:5672/ is away", "amqp://***@rabbit:5672/ is away")]
    [TestCase("https://user@host/path", "https://***@host/path")]
    [TestCase("Server=x;Password=s3cret;Encrypt=True", "Server=x;Password=***;Encrypt=True")]
    [TestCase("Host=x;pwd='a b';Port=1", "Host=x;pwd=***;Port=1")]
    [TestCase("""{"paymentToken":"plum-77","a":1}""", """{"paymentToken":"***","a":1}""")]
    [TestCase("""{\"payment_token\":\"plum-77\"}""", """{\"payment_token\":\"***\"}""")]
    public void Should_be_hidden(string text, string shown)
    {
        SecretPatterns.HideIn(text).ShouldBe(shown);
        SecretPatterns.HideIn(shown).ShouldBe(shown, "What is hidden already stays as it is.");
    }

    [TestCase("The gateway is back")]
    [TestCase("card_declined")]
    [TestCase("Bearer authentication is not configured")]
    [TestCase("at Sagas.Payments.Gateways.HttpPaymentGateway.ChargeAsync(Charge charge) in /src/HttpPaymentGateway.cs:line 42")]
    [TestCase("connect to https://gateway.example.com:8443/charges timed out @ 12:00")]
    [TestCase("A token is missing")]
    public void Should_not_be_seen_where_there_is_none(string text) =>
        SecretPatterns.HideIn(text).ShouldBeSameAs(text);
}
