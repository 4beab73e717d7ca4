using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Sagas.Web.Lists;
using Sagas.Web.Problems;
using Sagas.Web.Text;

namespace Sagas.Operations.Shell;

/// <summary>
/// A list in full, for spreadsheets or for programs. It is streamed: only some rows at a time are in memory, however many there
/// are.
/// </summary>
/// <param name="IsTable">Whether it is a table of comma-separated values; otherwise it is one JSON object per line.</param>
/// <param name="HasMark">Whether the table begins with a byte-order mark, which some spreadsheets need.</param>
internal sealed record ListExport(bool IsTable, bool HasMark)
{
    /// <summary>The media type of JSON lines.</summary>
    public const string JsonLines = "application/x-ndjson";

    /// <summary>The media type of tables.</summary>
    public const string Table = "text/csv";

    /// <summary>How many rows are read at a time.</summary>
    public const int AtATime = QueryReader.MaxLimit;

    /// <summary>The parameters of an export besides those of its list.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["format", "bom"];

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    /// <summary>Reads how a list is wanted.</summary>
    /// <param name="format">The parameter <c>format</c>.</param>
    /// <param name="bom">The parameter <c>bom</c>.</param>
    /// <param name="errors">Collects what is wrong.</param>
    public static ListExport Read(string? format, string? bom, FieldErrors errors)
    {
        if (format is not (null or "csv" or "ndjson"))
            errors.Add("format", "Must be csv or ndjson.");
        if (bom is not (null or "true" or "false"))
            errors.Add("bom", "Must be true or false.");
        return new ListExport(format == "csv", bom == "true");
    }

    /// <summary>Reads how a list is wanted.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="errors">Collects what is wrong.</param>
    public static ListExport Read(IQueryCollection query, FieldErrors errors) =>
        Read(Given(query["format"]), Given(query["bom"]), errors);

    /// <summary>Writes the list.</summary>
    /// <typeparam name="T">A row, as the API has it.</typeparam>
    /// <param name="rows">The rows, as the caller may see them.</param>
    /// <param name="http">The request.</param>
    public PushStreamHttpResult Write<T>(IAsyncEnumerable<T> rows, HttpContext http)
    {
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return IsTable
            ? TypedResults.Stream(
                stream => WriteTableAsync(rows, json, stream, http.RequestAborted), $"{Table}; charset=utf-8")
            : TypedResults.Stream(stream => WriteLinesAsync(rows, json, stream, http.RequestAborted), JsonLines);
    }

    private static async Task WriteLinesAsync<T>(
        IAsyncEnumerable<T> rows, JsonSerializerOptions json, Stream stream, CancellationToken cancellationToken)
    {
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await JsonSerializer.SerializeAsync(stream, row, json, cancellationToken);
            await stream.WriteAsync(LineEnd, cancellationToken);
        }
    }

    // The columns are the members of the first row: all rows of a list have the same.
    private async Task WriteTableAsync<T>(
        IAsyncEnumerable<T> rows, JsonSerializerOptions json, Stream stream, CancellationToken cancellationToken)
    {
        if (HasMark)
            await stream.WriteAsync(Encoding.UTF8.Preamble.ToArray(), cancellationToken);
        IReadOnlyList<string>? columns = null;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            var cells = CellsOf(JsonSerializer.SerializeToElement(row, json));
            if (columns is null)
            {
                columns = [.. cells.Keys];
                await WriteAsync(columns);
            }

            await WriteAsync(columns.Select(column => cells.GetValueOrDefault(column)));
        }

        async Task WriteAsync(IEnumerable<string?> cells) =>
            await stream.WriteAsync(Encoding.UTF8.GetBytes(CsvRow.Of(cells)), cancellationToken);
    }

    // What a row calls its fields are columns like all others; anything else that has members stays JSON.
    private static Dictionary<string, string?> CellsOf(JsonElement row)
    {
        var cells = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var member in row.EnumerateObject())
        {
            if (member is { Name: "fields", Value.ValueKind: JsonValueKind.Object })
            {
                foreach (var field in member.Value.EnumerateObject())
                    cells.TryAdd(field.Name, TextOf(field.Value));
            }
            else
            {
                cells.TryAdd(member.Name, TextOf(member.Value));
            }
        }

        return cells;
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static string? Given(StringValues values) => values.Count == 0 ? null : values.ToString();
}
