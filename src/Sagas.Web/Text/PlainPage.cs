using System.Text.Encodings.Web;

namespace Sagas.Web.Text;

/// <summary>A page of its own, beside those of operations: it needs no script, and nothing from other servers.</summary>
internal static class PlainPage
{
    /// <summary>Renders it.</summary>
    /// <param name="pathBase">The path below which a proxy serves the program; links are relative to it.</param>
    /// <param name="title">Its title and heading, as text.</param>
    /// <param name="content">What follows, as HTML.</param>
    /// <returns>The whole page.</returns>
    public static string Render(PathString pathBase, string? title, string content) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <base href="{Encode(pathBase.ToUriComponent())}/">
          <link rel="icon" type="image/svg+xml" href="assets/sagas.svg">
          <link rel="stylesheet" href="assets/sagas.css">
          <title>{Encode(title)} · Sagas</title>
        </head>
        <body>
          <main class="panel alone">
            <h1>{Encode(title)}</h1>
        {content}
          </main>
        </body>
        </html>
        """;

    /// <summary>Encodes a text for HTML.</summary>
    /// <param name="text">The text; null for an empty one.</param>
    public static string Encode(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
