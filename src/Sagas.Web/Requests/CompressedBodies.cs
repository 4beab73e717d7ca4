using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Sagas.Web.Problems;

namespace Sagas.Web.Requests;

/// <summary>
/// Takes bodies that were compressed with gzip. They count as large as they are unpacked: a few bytes can stand for gigabytes.
/// Other encodings are refused, since a body that is read as it came would only seem to be malformed.
/// </summary>
internal static class CompressedBodies
{
    private const string Gzip = "gzip";

    /// <summary>Unpacks bodies. Call it after routing, which knows how large a body may be, and after authorization.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UseCompressedBodies(this IApplicationBuilder app) => app.Use((http, next) =>
        http.Request.Headers.ContentEncoding.Count == 0 ? next(http) : ReadAsync(http, next));

    private static async Task ReadAsync(HttpContext http, RequestDelegate next)
    {
        var encoding = http.Request.Headers.ContentEncoding.ToString().Trim();
        if (encoding.Length > 0 && !Is(encoding, "identity"))
        {
            var problem = Is(encoding, Gzip) || Is(encoding, "x-gzip") ? await UnpackAsync(http) : Unsupported(http);
            if (problem is not null)
            {
                http.Response.StatusCode = problem.Status!.Value;
                await http.RequestServices.GetRequiredService<IProblemDetailsService>()
                    .TryWriteAsync(new() { HttpContext = http, ProblemDetails = problem });
                return;
            }
        }

        http.Request.Headers.Remove(HeaderNames.ContentEncoding);
        await next(http);
    }

    private static bool Is(string encoding, string name) => string.Equals(encoding, name, StringComparison.OrdinalIgnoreCase);

    private static async Task<ProblemDetails?> UnpackAsync(HttpContext http)
    {
        var most = http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? RequestLimits.MaxBodyBytes;
        var unpacked = new MemoryStream();
        http.Response.RegisterForDispose(unpacked);
        try
        {
            await using var packed = new GZipStream(http.Request.Body, CompressionMode.Decompress, leaveOpen: true);
            var buffer = new byte[16 * 1024];
            while (await packed.ReadAsync(buffer, http.RequestAborted) is > 0 and var read)
            {
                if (unpacked.Length + read > most)
                    return new ProblemDetails
                    {
                        Status = StatusCodes.Status413PayloadTooLarge,
                        Detail = $"A request body may have up to {most / 1024} KiB once it is unpacked.",
                    };
                await unpacked.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
            }
        }
        catch (InvalidDataException)
        {
            return new ProblemDetails
            {
                Status = StatusCodes.Status400BadRequest,
                Title = "The body cannot be unpacked",
                Detail = "The header Content-Encoding says gzip, but the body is not valid gzip. Nothing was done.",
                Extensions = { ["code"] = "malformed_encoding" },
            };
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new ProblemDetails { Status = exception.StatusCode };
        }

        unpacked.Position = 0;
        http.Request.Body = unpacked;
        http.Request.ContentLength = unpacked.Length;
        return null;
    }

    private static ProblemDetails Unsupported(HttpContext http)
    {
        http.Response.Headers.AcceptEncoding = Gzip;
        return new ProblemDetails
        {
            Status = StatusCodes.Status415UnsupportedMediaType,
            Title = "The encoding of the body is not supported",
            Detail = "Send the body as it is, or compressed with gzip as Content-Encoding: gzip. Nothing was done.",
            Extensions = { ["code"] = "unsupported_encoding" },
        };
    }
}
