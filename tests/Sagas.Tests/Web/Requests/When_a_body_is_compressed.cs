using System.IO.Compression;
using System.Net;
using System.Text;
using Sagas.Tests.Harness;
using Sagas.Tests.Orders.Api;

namespace Sagas.Tests.Web.Requests;

internal class When_a_body_is_compressed
{
    private ApiFixture _api = null!;

    [OneTimeSetUp]
    public void Start() => _api = new();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [TestCase("gzip")]
    [TestCase("GZIP")]
    [TestCase("x-gzip")]
    public async Task Should_be_unpacked(string encoding)
    {
        using var answer = await PostAsync("/orders", Pack(Encoding.UTF8.GetBytes(ApiFixture.GoodOrder)), encoding);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    [TestCase("identity")]
    [TestCase("")]
    public async Task Should_be_taken_as_it_is_if_it_is_not(string encoding)
    {
        using var answer = await PostAsync("/orders", Encoding.UTF8.GetBytes(ApiFixture.GoodOrder), encoding);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [TestCase("br")]
    [TestCase("deflate")]
    [TestCase("zstd")]
    [TestCase("gzip, gzip")]
    [TestCase("compress")]
    public async Task Should_be_refused_in_other_encodings(string encoding)
    {
        foreach (var path in new[] { "/orders", $"/orders/{Guid.NewGuid()}/cancel", "/operations/retry-jobs" })
        {
            using var answer = await PostAsync(path, Pack("{}"u8.ToArray()), encoding);

            await answer.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported_encoding");
            answer.Headers.GetValues("Accept-Encoding").ShouldBe(["gzip"]);
        }
    }

    // A few thousand bytes, which would be many times the limit.
    [TestCase(256 * 1024 + 1)]
    [TestCase(200 * 1024 * 1024)]
    public async Task Should_count_as_large_as_it_is_unpacked(int bytes)
    {
        var packed = Pack(new byte[bytes]);
        packed.Length.ShouldBeLessThan(256 * 1024);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        using var answer = await PostAsync("/orders", packed, "gzip");

        await answer.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(20 * 1024 * 1024);
    }

    [Test]
    public async Task Should_be_refused_if_it_is_damaged()
    {
        var packed = Pack(Encoding.UTF8.GetBytes(ApiFixture.GoodOrder));
        packed[12] ^= 0xFF;
        packed[^6] ^= 0xFF;
        foreach (var body in new[] { packed, Encoding.UTF8.GetBytes(ApiFixture.GoodOrder) })
        {
            using var answer = await PostAsync("/orders", body, "gzip");
            await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_encoding");
        }
    }

    [Test]
    public async Task Should_be_checked_like_any_other()
    {
        using var answer = await PostAsync("/orders", Pack("{}"u8.ToArray()), "gzip");

        (await answer.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields().ShouldContain("customerId");
    }

    private Task<HttpResponseMessage> PostAsync(string path, byte[] body, string encoding)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return _api.Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    private static byte[] Pack(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(body);
        return packed.ToArray();
    }
}
