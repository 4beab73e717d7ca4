using System.Net;
using System.Text.RegularExpressions;
using Sagas.Tests.Orders.Api;

namespace Sagas.Tests.Operations.World;

/// <summary>Pages of the service, and their forms as browsers send them: with the token that the page carries.</summary>
internal static partial class FilledForms
{
    /// <summary>A page, as it is read by people: without the encoding of its texts.</summary>
    public static async Task<string> PageAsync(this ApiFixture api, string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await api.GetAsync(path);
        return await response.PageAsync(status);
    }

    /// <summary>A page that was answered.</summary>
    public static async Task<string> PageAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var page = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, page);
        return WebUtility.HtmlDecode(page);
    }

    /// <summary>Fills in a form and sends it.</summary>
    /// <param name="api">The service.</param>
    /// <param name="page">The page on which the form is.</param>
    /// <param name="action">Where it is sent.</param>
    /// <param name="fields">What is filled in.</param>
    public static async Task<HttpResponseMessage> FillInAsync(
        this ApiFixture api, string page, string action, params (string Name, string Value)[] fields)
    {
        (await api.PageAsync(page)).ShouldContain($"action=\".{action}", customMessage: "The form is on the page.");
        return await api.SendFormAsync(page, action, fields);
    }

    /// <summary>Sends a form with the token of any page.</summary>
    public static async Task<HttpResponseMessage> SendFormAsync(
        this ApiFixture api, string page, string action, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await api.PageAsync(page)).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value))
                .Append(new("__RequestVerificationToken", token)));
        return await api.Client.PostAsync(new Uri(action, UriKind.Relative), form);
    }

    /// <summary>The page to which an answer has led the browser.</summary>
    public static string LedTo(this HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var request = response.RequestMessage.ShouldNotBeNull();
        request.Method.ShouldBe(HttpMethod.Get, "Loaded again, it does nothing twice.");
        return request.RequestUri!.PathAndQuery;
    }

    /// <summary>What the page to which an answer has led tells of what was done. Loaded again, it tells it no more.</summary>
    /// <param name="api">The service.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="isRefusal">Whether nothing should have been done.</param>
    public static async Task<string> NoticeAsync(this ApiFixture api, HttpResponseMessage answer, bool isRefusal = false)
    {
        var begin = $"<p class=\"{(isRefusal ? "refusal" : "notice")}\" role=\"status\">";
        var address = answer.LedTo();
        var page = await answer.PageAsync(HttpStatusCode.OK);
        page.ShouldContain(begin);
        (await api.PageAsync(address)).ShouldNotContain(begin);
        var notice = page[(page.IndexOf(begin, StringComparison.Ordinal) + begin.Length)..];
        return notice[..notice.IndexOf("</p>", StringComparison.Ordinal)];
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
