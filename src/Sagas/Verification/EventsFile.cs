using Sagas.Durability.Verification;

namespace Sagas.Verification;

/// <summary>
/// What a recording subscriber received: lines of <c>{"messageId","sagaId","sagaVersion","messageType"}</c>, the last being a
/// name or a URN.
/// </summary>
/// <param name="Messages">The messages of sagas, each once.</param>
/// <param name="Duplicates">How many arrived more than once.</param>
/// <param name="OfNoSaga">How many belong to no saga, because consumers published them.</param>
internal record EventsFile(IReadOnlyDictionary<Guid, SeenEvent> Messages, long Duplicates, long OfNoSaga)
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="EvidenceException">The file cannot be read.</exception>
    public static async Task<EventsFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var messages = new Dictionary<Guid, SeenEvent>();
        var (duplicates, ofNoSaga) = (0L, 0L);
        await foreach (var line in EvidenceFile.ReadAsync<Line>(path, cancellationToken))
        {
            if (line is not { SagaId: { } sagaId, SagaVersion: { } version })
                ofNoSaga++;
            else if (!messages.TryAdd(line.MessageId, new SeenEvent(line.MessageId, sagaId, version, NameOf(line.MessageType))))
                duplicates++;
        }

        return new EventsFile(messages, duplicates, ofNoSaga);
    }

    private static string NameOf(string type) => type[(type.AsSpan().LastIndexOfAny(':', '.') + 1)..];

    private sealed record Line(
        [property: System.Text.Json.Serialization.JsonRequired] Guid MessageId,
        Guid? SagaId,
        int? SagaVersion,
        [property: System.Text.Json.Serialization.JsonRequired] string MessageType);
}
