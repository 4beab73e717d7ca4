using System.Net;
using System.Text.RegularExpressions;

namespace Sagas.Tests.Access.World;

/// <summary>A browser: it keeps cookies, fills in the form to sign in, and goes where it is sent only when told.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;

    public Visitor(Uri address)
    {
        Address = address;
        _client = new HttpClient(new HttpClientHandler
        {
            CookieContainer = _cookies,
            AllowAutoRedirect = false,
            CheckCertificateRevocationList = true,
        })
        {
            BaseAddress = address,
        };
    }

    public Uri Address { get; }

    public IReadOnlyList<Cookie> Cookies => [.. _cookies.GetAllCookies().Cast<Cookie>()];

    /// <summary>Takes over the cookies of another one, such as when two instances have the same name.</summary>
    public Visitor With(Visitor other)
    {
        foreach (var cookie in other.Cookies)
            _cookies.Add(Address, new Cookie(cookie.Name, cookie.Value));
        return this;
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, Dictionary<string, string>? form = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = form is null ? null : new FormUrlEncodedContent(form),
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _client.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetPageAsync(string path) => SendAsync(HttpMethod.Get, path, null, ("Accept", "text/html"));

    /// <summary>Opens the page to sign in, fills it in and sends it.</summary>
    public async Task<HttpResponseMessage> SignInAsync(
        string name, string secret, string? returnUrl = null, params (string Name, string Value)[] headers) =>
        await SignInAsync(name, secret, returnUrl, below: "", headers);

    /// <summary>Does so where the service is below a path.</summary>
    public async Task<HttpResponseMessage> SignInAsync(
        string name, string secret, string? returnUrl, string below, params (string Name, string Value)[] headers)
    {
        using var page = await GetPageAsync(returnUrl is null
            ? $"{below}/sign-in"
            : $"{below}/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        var form = Fields(await page.Content.ReadAsStringAsync());
        (form["name"], form["secret"]) = (name, secret);
        return await SendAsync(HttpMethod.Post, $"{below}/sign-in", form, headers);
    }

    /// <summary>The token that a form of this visitor carries.</summary>
    public async Task<Dictionary<string, string>> FormAsync()
    {
        using var page = await GetPageAsync("/sign-in");
        return Fields(await page.Content.ReadAsStringAsync());
    }

    /// <summary>The token that a form carries on a page of a caller: it is of no use to others.</summary>
    public async Task<Dictionary<string, string>> FormOnAsync(string path, params (string Name, string Value)[] headers)
    {
        using var page = await SendAsync(HttpMethod.Get, path, null, [.. headers, ("Accept", "text/html")]);
        var token = Token().Match(await page.Content.ReadAsStringAsync()).Groups["token"].Value;
        return new(StringComparer.Ordinal) { ["__RequestVerificationToken"] = token };
    }

    public void Dispose() => _client.Dispose();

    private static Dictionary<string, string> Fields(string html) => HiddenField().Matches(html)
        .ToDictionary(
            field => field.Groups["name"].Value, field => WebUtility.HtmlDecode(field.Groups["value"].Value),
            StringComparer.Ordinal);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)">""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex HiddenField();
}
