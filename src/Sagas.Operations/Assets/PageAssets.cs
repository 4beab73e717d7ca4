using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Sagas.Operations.Assets;

/// <summary>
/// The stylesheet and scripts of the pages, embedded in the program. An address depends on the content, so that browsers may
/// keep it forever and still get what the next version brings.
/// </summary>
internal static class PageAssets
{
    private const string Folder = "Sagas.Operations.Assets.";
    private const string Route = "/assets/{file}";

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();
    private static readonly FrozenDictionary<string, Asset> All = Read()
        .ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    /// <summary>The address of a file.</summary>
    /// <param name="name">Its name, such as <c>sagas.css</c>.</param>
    public static string Address(string name) => $"./assets/{name}?v={All[name].Hash}";

    /// <summary>Serves the files.</summary>
    public static RouteHandlerBuilder MapAssets(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Route, Serve).ExcludeFromDescription();

    private static Results<FileContentHttpResult, NotFound> Serve(string file, HttpContext context)
    {
        if (!All.TryGetValue(file, out var asset))
            return TypedResults.NotFound();
        var isThisVersion = string.Equals(context.Request.Query["v"], asset.Hash, StringComparison.Ordinal);
        context.Response.Headers.CacheControl = isThisVersion ? "public, max-age=31536000, immutable" : "no-cache";
        return TypedResults.File(asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}\""));
    }

    private static IEnumerable<Asset> Read()
    {
        var assembly = typeof(PageAssets).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var name = resource[Folder.Length..];
            yield return new Asset(
                name,
                content,
                ContentTypes.TryGetContentType(name, out var type) ? type : "application/octet-stream",
                Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
        }
    }

    private sealed record Asset(string Name, byte[] Content, string ContentType, string Hash);
}
