using FsCheck.Fluent;
using Sagas.Durability.Messages;
using Sagas.Tests.Properties;

namespace Sagas.Tests.Durability.Messages;

internal class Stored_bodies
{
    private const string Json = """{"reason":"Änderung"}""";

    [Test]
    public void Should_be_the_same_bytes_again() => Always.Holds(
        (from bytes in ArbMap.Default.GeneratorFor<byte[]>()
         from kind in Gen.Elements(BodyKind.Each.ToArray())
         from text in Gen.Elements(true, false)
         select (Bytes: text ? kind.Encode(Convert.ToBase64String(bytes)) : bytes, Kind: kind)).ToArbitrary(),
        body =>
        {
            var (text, bytes) = MessageText.Of(body.Bytes, body.Kind.ContentType, body.Kind.Encoding);

            MessageText.BytesOf(text, bytes).ShouldBe(body.Bytes);
            text.ShouldNotContain("\0", customMessage: "PostgreSQL stores no null character.");
            return Task.CompletedTask;
        },
        count: 2_000,
        size: 200);

    [TestCaseSource(typeof(BodyKind), nameof(BodyKind.Each))]
    public void Should_be_shown_if_they_are_a_text(BodyKind kind)
    {
        var body = kind.Encode(Json);

        var (text, bytes) = MessageText.Of(body, kind.ContentType, kind.Encoding);

        if (kind.IsShown)
            text.ShouldBe(Json);
        else
            ReadableBody.Of(body, kind.ContentType, kind.Encoding).Note.ShouldStartWith($"{body.Length} bytes");
        (bytes is null).ShouldBe(kind.Name.StartsWith("UTF-8,", StringComparison.Ordinal)
            || kind.Name.StartsWith("UTF-8 that is said", StringComparison.Ordinal));
    }

    [TestCase("")]
    [TestCase(" \t\r\n")]
    [TestCase("{}")]
    [TestCase("ü€😀")]
    public void Should_have_no_second_column_if_they_are_plain(string text) =>
        MessageText.Of(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBe(new MessageText(text, Bytes: null));

    [Test]
    public void Should_not_be_unpacked_without_end()
    {
        var bomb = BodyKind.Each.First(kind => kind.Name.StartsWith("gzip,", StringComparison.Ordinal))
            .Encode(new string('€', 8 * 1024 * 1024));

        var shown = ReadableBody.Of(bomb, "application/json", "gzip");

        System.Text.Encoding.UTF8.GetByteCount(shown.Text!).ShouldBeLessThanOrEqualTo(ReadableBody.MostUnpacked);
        shown.Note.ShouldEndWith("the first 4 MiB are shown");
    }
}
