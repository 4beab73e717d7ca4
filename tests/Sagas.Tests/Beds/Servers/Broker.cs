using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Sagas.Tests.Beds.Servers;

/// <summary>A RabbitMQ, and its management API.</summary>
internal sealed class Broker : IDisposable
{
    private const int ManagementPort = 15672;

    private readonly Uri _address;
    private readonly string _user;
    private readonly HttpClient _management;

    /// <summary>Nothing is connected to yet.</summary>
    /// <param name="address">The broker's address, with user and password.</param>
    /// <param name="management">Where its management API is; by default where it usually is.</param>
    public Broker(Uri address, Uri? management)
    {
        _address = address;
        var credentials = Uri.UnescapeDataString(address.UserInfo is { Length: > 0 } given ? given : "guest:guest");
        _user = credentials.Split(':')[0];
        _management = new HttpClient
        {
            BaseAddress = management ?? new UriBuilder(Uri.UriSchemeHttp, address.Host, ManagementPort).Uri,
            DefaultRequestHeaders =
            {
                Authorization = new AuthenticationHeaderValue(
                    "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))),
            },
        };
    }

    /// <summary>The address by which a program connects to a virtual host.</summary>
    public Uri AddressOf(string virtualHost) => new UriBuilder(_address) { Path = Uri.EscapeDataString(virtualHost) }.Uri;

    /// <summary>Fails if the management API does not answer.</summary>
    public async Task ShouldAnswerAsync() => await ReadAsync("overview");

    public async Task AddVirtualHostAsync(string name)
    {
        await SendAsync(HttpMethod.Put, $"vhosts/{name}", null);
        await SendAsync(
            HttpMethod.Put, $"permissions/{name}/{Uri.EscapeDataString(_user)}",
            new { configure = ".*", write = ".*", read = ".*" });
    }

    public Task RemoveVirtualHostAsync(string name) => SendAsync(HttpMethod.Delete, $"vhosts/{name}", null);

    /// <summary>Lets a queue refuse every message until it is allowed to take them again.</summary>
    public Task RefuseAsync(string virtualHost, string queue) =>
        SendAsync(HttpMethod.Put, PolicyOf(virtualHost, queue), new Dictionary<string, object>
        {
            ["pattern"] = $"^{queue}$",
            ["apply-to"] = "queues",
            ["definition"] = new Dictionary<string, object> { ["max-length"] = 0, ["overflow"] = "reject-publish" },
        });

    /// <summary>Lets a queue take messages again.</summary>
    public Task AllowAsync(string virtualHost, string queue) => SendAsync(HttpMethod.Delete, PolicyOf(virtualHost, queue), null);

    /// <summary>What the management API knows, such as <c>queues/my-host</c>.</summary>
    public Task<JsonElement> ReadAsync(string path) => _management.GetFromJsonAsync<JsonElement>(Relative(path));

    public void Dispose() => _management.Dispose();

    private async Task SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, Relative(path));
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await _management.SendAsync(request);
        if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.NotFound)
        {
            throw new InvalidOperationException(
                $"{method} {path} was answered with {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    private static string PolicyOf(string virtualHost, string queue) => $"policies/{virtualHost}/refuse-{queue}";

    private static Uri Relative(string path) => new($"api/{path}", UriKind.Relative);
}
