using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

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
        var alert = message is null ? "" : $"""<p class="errors" role="alert">{Text(message)}</p>""";
        return TypedResults.Text(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <base href="{Text(http.Request.PathBase.ToUriComponent())}/">
              <link rel="icon" type="image/svg+xml" href="./assets/sagas.svg">
              <link rel="stylesheet" href="./assets/sagas.css">
              <title>Sign in · Sagas</title>
            </head>
            <body>
              <main class="panel alone">
                <h1>Sign in</h1>
                {alert}
                <form method="post" action=".{SignInEndpoints.Path}">
                  <input type="hidden" name="{tokens.FormFieldName}" value="{Text(tokens.RequestToken)}">
                  <input type="hidden" name="returnUrl" value="{Text(SignInEndpoints.Safe(returnUrl))}">
                  <label for="name">Name
                    <input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" autofocus></label>
                  <label for="secret">Password, or an API key without a name
                    <input id="secret" name="secret" type="password" autocomplete="current-password" maxlength="256" required></label>
                  <button type="submit">Sign in</button>
                </form>
              </main>
            </body>
            </html>
            """,
            "text/html; charset=utf-8",
            Encoding.UTF8,
            status);
    }

    private static string Text(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
