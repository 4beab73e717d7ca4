using System.Net;

namespace Sagas.Tests.Web.Outbound;

/// <summary>
/// Stands where the network begins, and answers every request with one status: some no server can send, and no client would read.
/// </summary>
internal sealed class AnsweringHandler : HttpMessageHandler
{
    private int _requests;

    public int Requests => Volatile.Read(ref _requests);

    public HttpStatusCode Status { get; set; }

    public string Json { get; set; } = "{}";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        return Task.FromResult(new HttpResponseMessage(Status)
        {
            RequestMessage = request,
            Content = new StringContent(Json, System.Text.Encoding.UTF8, "application/json"),
        });
    }
}
