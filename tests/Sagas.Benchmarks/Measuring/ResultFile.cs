using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Benchmarks.Measuring;

/// <summary>Keeps a result for programs that read it.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // A ratio to nothing is no number.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Writes the file, if one is wanted.</summary>
    public static Task WriteAsync<TResult>(FileInfo? file, TResult result, CancellationToken cancellationToken) =>
        file is null ? Task.CompletedTask : File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(result, Json), cancellationToken);
}
