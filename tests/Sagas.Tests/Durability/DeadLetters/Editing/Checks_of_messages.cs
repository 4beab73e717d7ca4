using MassTransit;
using Microsoft.Extensions.Options;
using Sagas.Contracts.Orders;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Messages;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Tests.Durability.DeadLetters.Editing;

internal class Checks_of_messages
{
    private const string MessageId = "08de60ac-1c77-4f3a-8a6f-0242ac120002";
    private const string OrderId = "0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77";

    private static readonly string Urn = MessageUrn.ForTypeString<CancelOrder>();

    private static readonly MessageChecker Checker = new(
        new KnownMessages(Options.Create(new DurabilityOptions().KnowMessagesOf(typeof(CancelOrder).Assembly))),
        new MessageRules());

    [Test]
    public void Should_take_what_its_queue_can_read()
    {
        var check = Check(Envelope($$"""{"orderId":"{{OrderId}}","reason":"Changed their mind"}"""));

        check.Errors.ShouldBeEmpty();
        (check.CheckedAs, check.NotChecked.Count).ShouldBe((Urn, 0));
    }

    [TestCase("""{"orderId":"0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77"}""", "$.message.reason", "Is required.")]
    [TestCase("""{"orderId":"17","reason":"x"}""", "$.message.orderId", "Must be a UUID.")]
    [TestCase("""{"orderId":"0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77","reason":{"why":1}}""", "$.message.reason",
        "Must be a string, not an object.")]
    [TestCase("""[]""", "$.message", "Must be an object: the message itself.")]
    public void Should_name_the_place_that_is_wrong(string message, string path, string error) =>
        Check(Envelope(message)).Errors.ShouldBe([new MessageError(path, error)]);

    [Test]
    public void Should_name_all_places_that_are_wrong() => Check(Envelope("""{"orderId":17,"Reason":null}""")).Errors.ShouldBe(
        [
            new MessageError("$.message.orderId", "Must be a UUID, not a number."),
            new MessageError("$.message.Reason", "Must not be null."),
        ]);

    [TestCase("""{"orderId":"0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77","reason":"\ud800"}""", "$.message.reason")]
    [TestCase("""{"orderId":"0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77","reason":"x","more":[{"\udc00":1}]}""", "$.message.more[0]")]
    public void Should_name_half_characters(string message, string path)
    {
        Check(Envelope(message)).Errors.Select(error => error.Path).ShouldBe([path]);
        Should.NotThrow(() => JsonDiff.Lines("{}", Envelope(message)));
    }

    [TestCase(60, "$.message.reason", "Must be a string, not an array.")]
    [TestCase(70, "$", "Is nested more than 64 levels deep.")]
    public void Should_look_into_deep_messages(int depth, string path, string error) =>
        Check(Envelope($$"""{"orderId":"{{OrderId}}","reason":{{new string('[', depth)}}{{new string(']', depth)}}}""")).Errors
            .ShouldBe([new MessageError(path, error)]);

    [TestCase("""{"messageId":"MID","message":{}}""", "$.messageType")]
    [TestCase("""{"messageId":"MID","messageType":[],"message":{}}""", "$.messageType")]
    [TestCase("""{"messageId":"MID","messageType":["CancelOrder"],"message":{}}""", "$.messageType[0]")]
    [TestCase("""{"messageId":"0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77","messageType":["urn:message:X"],"message":{}}""",
        "$.messageId")]
    [TestCase("""{"messageId":"MID","messageType":["urn:message:X"]}""", "$.message")]
    [TestCase("""{"messageId":"MID","conversationId":"c","messageType":["urn:message:X"],"message":{}}""", "$.conversationId")]
    [TestCase("""{"messageId":"MID","faultAddress":"c","messageType":["urn:message:X"],"message":{}}""", "$.faultAddress")]
    [TestCase("""{"messageId":"MID","sentTime":"soon","messageType":["urn:message:X"],"message":{}}""", "$.sentTime")]
    [TestCase("""[]""", "$")]
    [TestCase("""{"messageId":""", "$")]
    public void Should_refuse_what_is_no_envelope(string body, string path) =>
        Check(body.Replace("MID", MessageId, StringComparison.Ordinal)).Errors.Select(error => error.Path).ShouldBe([path]);

    [Test]
    public void Should_say_what_was_not_checked()
    {
        var check = Check(
            $$$"""{"messageId":"{{{MessageId}}}","messageType":["urn:message:Elsewhere:Unknown"],"message":{"what":"ever"}}""");

        (check.IsValid, check.CheckedAs).ShouldBe((true, null));
        check.NotChecked.ShouldBe(["urn:message:Elsewhere:Unknown"]);
    }

    [TestCase("Sagas-Redeliveries", false)]
    [TestCase("MT-Host-MachineName", false)]
    [TestCase("MessageId", false)]
    [TestCase("Colour", true)]
    [TestCase("MT-MessageType", true)]
    public void Should_not_let_headers_of_the_transport_be_changed(string name, bool isAllowed)
    {
        var edit = new DeadLetterEdit(Body: null, new Dictionary<string, string?>(StringComparer.Ordinal) { [name] = "x" });

        Checker.Check(Letter(), edit).Errors.Any(error => error.Path == $"headers.{name}").ShouldBe(!isAllowed);
    }

    [Test]
    public void Should_read_a_message_of_a_foreign_client_by_the_type_in_its_headers()
    {
        var deadLetter = Letter("application/json", $$"""{"MT-MessageType":"{{Urn}}"}""");

        Checker.Check(deadLetter, new DeadLetterEdit($$"""{"orderId":"{{OrderId}}"}""")).Errors
            .ShouldBe([new MessageError("$.reason", "Is required.")]);
        Checker.Check(deadLetter, new DeadLetterEdit($$"""{"orderId":"{{OrderId}}","reason":"x"}""")).CheckedAs.ShouldBe(Urn);
    }

    [Test]
    public void Should_refuse_to_change_what_is_no_JSON_at_all() =>
        Checker.Check(Letter("text/plain"), new DeadLetterEdit("hello")).Errors.Single().Path.ShouldBe("$");

    private static MessageCheck Check(string body) => Checker.Check(Letter(), new DeadLetterEdit(body));

    private static string Envelope(string message) =>
        $$"""{"messageId":"{{MessageId}}","messageType":["{{Urn}}"],"message":{{message}}}""";

    private static DeadLetter Letter(string contentType = "application/vnd.masstransit+json", string headers = "{}") => new()
    {
        MessageId = Guid.Parse(MessageId),
        MessageTypes = "",
        Endpoint = "order-saga",
        ContentType = contentType,
        Headers = headers,
        Body = Envelope($$"""{"orderId":"{{OrderId}}","reason":"x"}"""),
        Reason = "",
    };
}
