using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Sagas.Verification;

/// <summary>Reads files with one JSON object per line. Empty lines are skipped.</summary>
internal static class EvidenceFile
{
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        using var lines = Open(path);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                yield return Parse<T>(line, $"{path}, line {number}");
        }
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static T Parse<T>(string line, string place)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)
                ?? throw new EvidenceException($"{place} is null.");
        }
        catch (JsonException exception)
        {
            throw new EvidenceException($"{place} cannot be read: {exception.Message}", exception);
        }
    }
}
