namespace Sagas.Tests.Orders.Api.Streaming;

/// <summary>Reads server-sent events from an answer, each by its id, name and data.</summary>
internal sealed class EventReader(HttpResponseMessage response) : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(20));
    private StreamReader? _lines;

    /// <summary>Reads until the next event or comment.</summary>
    /// <returns>Its lines; null at the end of the stream.</returns>
    public async Task<IReadOnlyList<string>?> NextAsync()
    {
        _lines ??= new(await response.Content.ReadAsStreamAsync(_deadline.Token));
        List<string> block = [];
        while (await _lines.ReadLineAsync(_deadline.Token) is { } line)
        {
            if (line.Length > 0)
                block.Add(line);
            else if (block.Count > 0)
                return block;
        }

        return null;
    }

    /// <summary>Reads the next events, and skips comments and settings.</summary>
    /// <returns>Ids and names such as <c>2 PaymentCompleted</c>.</returns>
    public async Task<IReadOnlyList<string>> EventsAsync(int count)
    {
        List<string> events = [];
        while (events.Count < count && await NextAsync() is { } block)
        {
            if (block.Count == 3)
                events.Add($"{block[0]["id: ".Length..]} {block[1]["event: ".Length..]}");
        }

        return events;
    }

    public void Dispose()
    {
        _lines?.Dispose();
        response.Dispose();
        _deadline.Dispose();
    }
}
