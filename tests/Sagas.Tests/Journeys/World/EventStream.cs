using System.Net;

namespace Sagas.Tests.Journeys.World;

/// <summary>A reader of server-sent events.</summary>
internal sealed class EventStream : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventStream(HttpResponseMessage response, StreamReader reader)
    {
        _response = response;
        _reader = reader;
    }

    public HttpStatusCode Status => _response.StatusCode;

    /// <summary>What a client would send as <c>Last-Event-ID</c> when it reconnects now.</summary>
    public string? LastEventId { get; private set; }

    public static async Task<EventStream> OpenAsync(HttpClient http, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is { } known)
            request.Headers.Add("Last-Event-ID", known);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new EventStream(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event as <c>id event</c>; null when the stream has ended, be it by its end or by the server's.</summary>
    public async Task<string?> NextAsync()
    {
        while (await NextBlockAsync() is { } block)
        {
            if (block.Event is not null)
                return $"{LastEventId} {block.Event}";
        }

        return null;
    }

    /// <summary>Reads on until the stream has said where it is.</summary>
    public async Task UntilPositionAsync()
    {
        while (LastEventId is null && await NextBlockAsync() is not null)
        {
        }
    }

    public async Task<IReadOnlyList<string>> ToEndAsync()
    {
        var events = new List<string>();
        while (await NextAsync() is { } next)
            events.Add(next);
        return events;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }

    private async Task<(string? Event, bool IsRead)?> NextBlockAsync()
    {
        string? id = null;
        string? name = null;
        while (await ReadLineAsync() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line["id: ".Length..];
            }
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line["event: ".Length..];
            }
            else if (line.Length == 0)
            {
                // An id counts once its block is complete, whether or not it has data.
                LastEventId = id ?? LastEventId;
                return (name, true);
            }
        }

        return null;
    }

    private async Task<string?> ReadLineAsync()
    {
        try
        {
            return await _reader.ReadLineAsync().WaitAsync(Deadline);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return null;
        }
    }
}
