using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sagas.Benchmarks.Measuring;

/// <summary>Writes a result for programs that read it.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // A ratio with a zero is not a number.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Writes the file, if one was requested.</summary>
    public static Task WriteAsync<TResult>(FileInfo? file, TResult result, CancellationToken cancellationToken) =>
        file is null
            ? Task.CompletedTask
            : File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(result, Json), cancellationToken);
}
