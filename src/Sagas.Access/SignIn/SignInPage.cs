using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Web.Text;

namespace Sagas.Access.SignIn;

/// <summary>The sign-in page. It needs no script, and nothing from other servers.</summary>
internal static class SignInPage
{
    /// <summary>Renders it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="returnUrl">Where to go afterwards.</param>
    /// <param name="message">What went wrong; null at first.</param>
    /// <param name="status">Status of the response.</param>
    /// <returns>The page.</returns>
    public static ContentHttpResult Render(
        HttpContext http, string? returnUrl, string? message = null, int status = StatusCodes.Status200OK)
    {
        var tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        var alert = message is null ? "" : $"""<p class="errors" role="alert">{PlainPage.Encode(message)}</p>""";
        var page = PlainPage.Render(
            http.Request.PathBase, "Sign in",
            $"""
                {alert}
                <form method="post" action=".{SignInEndpoints.Path}">
                  <input type="hidden" name="{tokens.FormFieldName}" value="{PlainPage.Encode(tokens.RequestToken)}">
                  <input type="hidden" name="returnUrl" value="{PlainPage.Encode(SignInEndpoints.Safe(returnUrl))}">
                  <label for="name">Name
                    <input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" autofocus></label>
                  <label for="secret">Password, or an API key without a name
                    <input id="secret" name="secret" type="password" autocomplete="current-password" maxlength="256" required></label>
                  <button type="submit">Sign in</button>
                </form>
            """);
        return TypedResults.Text(page, "text/html; charset=utf-8", Encoding.UTF8, status);
    }
}
