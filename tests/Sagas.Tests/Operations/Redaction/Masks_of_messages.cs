using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sagas.Access.Settings;
using Sagas.Durability.Tables;
using Sagas.Operations.Redaction;

namespace Sagas.Tests.Operations.Redaction;

internal class Masks_of_messages
{
    private static readonly JsonRedactor Mask = new("cardNumber");

    [TestCase("""{"email":"ada@example.com"}""", """{"email":"a***@example.com"}""")]
    [TestCase("""{"message":{"lines":[{"PaymentToken":"tok_1234567890"}]}}""",
        """{"message":{"lines":[{"PaymentToken":"***7890"}]}}""")]
    [TestCase("""{"cardNumber":4242424242424242,"orderId":1}""", """{"cardNumber":"***","orderId":1}""")]
    [TestCase("""{"email":null,"cardNumber":{"digits":[4,2]}}""", """{"email":null,"cardNumber":"***"}""")]
    [TestCase("""{"body":"{\"email\":\"ada@example.com\"}"}""", """{"body":"{\"email\":\"a***@example.com\"}"}""")]
    [TestCase("""[1.50,true,"ü"]""", """[1.50,true,"ü"]""")]
    [TestCase("ada@example.com", "***")]
    [TestCase("""{"email":"ada@example.com""", "***")]
    public void Should_hide_what_is_named(string text, string shown) => Mask.Mask(text).ShouldBe(shown);

    [TestCase("""{"secret":"abc","email":"ada@example.com","open":1.50}""",
        """{"secret":"(3)","email":"a***@example.com","open":1.50}""")]
    [TestCase("""{"Secret":"abc","cardNumber":"4242","inside":"{\"secret\":\"abc\"}"}""",
        """{"Secret":"(3)","cardNumber":"***","inside":"{\"secret\":\"(3)\"}"}""")]
    public void Should_hide_what_a_type_of_sagas_names_besides(string text, string shown) =>
        Mask.With(new Dictionary<string, Func<string, string>>(StringComparer.Ordinal)
        {
            ["secret"] = secret => $"({secret.Length})",
        })
            .Mask(text).ShouldBe(shown);

    [Test]
    public void Should_hide_in_the_reason_what_they_hide_in_the_body()
    {
        var shown = DeadLetterRedactor.Hide(Mask, Letter(), ofSaga: null);

        shown.Body.ShouldBe("""{"message":{"email":"a***@example.com","paymentToken":"***n_42"}}""");
        shown.Reason.ShouldBe("The gateway refused ***n_42.");
        shown.ExceptionDetail.ShouldBe("at a***@example.com");
        typeof(DeadLetter).GetProperties().Where(property => property.Name is not ("Body" or "Reason" or "ExceptionDetail"))
            .ShouldAllBe(property => Equals(property.GetValue(shown), property.GetValue(Letter())));
    }

    [TestCase(null, null, false)]
    [TestCase("ada", AccessRoles.OperationsOperator, true)]
    [TestCase("eve", AccessRoles.OperationsAdmin, true)]
    [TestCase("bob", AccessRoles.OperationsReader, false)]
    public async Task Should_be_for_those_who_may_not_see_secrets(string? name, string? role, bool sees)
    {
        var http = new DefaultHttpContext();
        if (name is not null)
            http.User = new ClaimsPrincipal(
                new ClaimsIdentity([new(ClaimTypes.Name, name), new(ClaimTypes.Role, role!)], "test"));

        http.Actor().ShouldBe(name ?? "anonymous");
        (await OfAnyoneAsync(redactor => redactor.ForAsync(http, Letter())))
            .Body.Contains("token_42", StringComparison.Ordinal).ShouldBe(sees);
    }

    [TestCase(AccessRoles.OperationsReader, false)]
    [TestCase(AccessRoles.OperationsOperator, false)]
    [TestCase(AccessRoles.OperationsAdmin, true)]
    public async Task Should_stay_in_an_export_for_all_but_admins(string role, bool sees)
    {
        var http = new DefaultHttpContext
        {
            User = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Role, role)], "test")),
        };

        (await OfAnyoneAsync(redactor => redactor.ForExportAsync(http, Letter())))
            .Body.Contains("token_42", StringComparison.Ordinal).ShouldBe(sees);
    }

    // The letter is about no saga, so none is looked for.
    private static Task<DeadLetter> OfAnyoneAsync(Func<DeadLetterRedactor, Task<DeadLetter>> show) =>
        show(new DeadLetterRedactor(Mask, sagas: null!));

    private static DeadLetter Letter() => new()
    {
        DeadLetterId = Guid.Parse("0198a2f0-0000-7000-8000-000000000001"),
        MessageId = Guid.Parse("0198a2f0-0000-7000-8000-000000000002"),
        MessageTypes = "urn:message:X",
        Endpoint = "process-payment",
        ConsumerId = "process-payment:ProcessPaymentConsumer",
        ContentType = "application/vnd.masstransit+json",
        Headers = """{"Colour":"red"}""",
        Body = """{"message":{"email":"ada@example.com","paymentToken":"token_42"}}""",
        Reason = "The gateway refused token_42.",
        ExceptionType = "System.Exception",
        ExceptionDetail = "at ada@example.com",
        Attempts = 4,
        DeadAt = DateTimeOffset.UnixEpoch,
    };

    // Whatever the member is called, and wherever it stands.
    [TestCase("{\"note\":\"call bob.smith@corp.example\"}", "bob.smith")]
    [TestCase("{\"list\":[\"bob.smith@corp.example\"]}", "bob.smith")]
    [TestCase("{\"h\":\"password=hunter22\"}", "hunter22")]
    [TestCase("{\"h\":\"Bearer abcdefghij0123\"}", "abcdefghij")]
    [TestCase("{\"h\":\"tok_AnotherOne55\"}", "AnotherOne")]
    [TestCase("{\"h\":\"base64:dG9rX0Fub3RoZXJPbmU1NQ==\"}", "dG9r")]
    [TestCase("{\"h\":\"[base64:dG9rX0Fub3RoZXJPbmU1NQ==, 1]\"}", "dG9r")]
    [TestCase("{\"headers\":{\"h\":{\"$binary\":\"dG9rX0Fub3RoZXJPbmU1NQ==\"}}}", "dG9r")]
    public void Should_hide_what_looks_like_a_secret(string text, string secret)
    {
        var masked = new JsonRedactor().Mask(text);

        masked.ShouldNotContain(secret);
        Should.NotThrow(() => JsonElement.Parse(masked));
    }
}
