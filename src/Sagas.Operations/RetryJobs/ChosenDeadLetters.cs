using Sagas.Durability.DeadLetters.Operations;
using Sagas.Operations.DeadLetters;
using Sagas.Web.Problems;

namespace Sagas.Operations.RetryJobs;

/// <summary>Which dead letters a job sends again: those that match everything given. If nothing is given, all.</summary>
public record ChosenDeadLetters
{
    /// <summary>The most dead letters that can be listed by id.</summary>
    public const int MostNamed = 1_000;

    /// <summary>Only these; at most 1,000.</summary>
    public IReadOnlyList<Guid>? DeadLetterIds { get; init; }

    /// <summary>Only dead letters of this queue.</summary>
    /// <example>process-payment</example>
    public string? Endpoint { get; init; }

    /// <summary>Only dead letters with this exception, by its full name.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>Only messages of this type: its URN, or just its name.</summary>
    public string? MessageType { get; init; }

    /// <summary>Only dead letters for this saga, or from one of its conversations.</summary>
    public string? SagaId { get; init; }

    /// <summary>Only dead letters of this conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Only dead letters whose reason or body contains this, 3 to 200 characters.</summary>
    public string? Text { get; init; }

    /// <summary>Only messages dead-lettered at this time or later, ISO 8601.</summary>
    public string? From { get; init; }

    /// <summary>Only messages dead-lettered before this time, ISO 8601.</summary>
    public string? To { get; init; }

    /// <summary>Reads the filter.</summary>
    /// <param name="errors">Collects the errors.</param>
    /// <returns>The filter; usable only if there are no errors.</returns>
    public DeadLetterQuery ToFilter(FieldErrors errors)
    {
        var found = new FieldErrors();
        var filter = DeadLetterQueryReader.Read(Endpoint, ExceptionType, MessageType, SagaId, ConversationId, Text, (From, To), found);
        foreach (var (field, messages) in found.ToDictionary())
            Array.ForEach(messages, message => errors.Add($"letters.{field}", message));
        if (DeadLetterIds is { Count: 0 or > MostNamed })
            errors.Add("letters.deadLetterIds", $"Must have 1 to {MostNamed} IDs, but has {DeadLetterIds.Count}.");
        return filter with { DeadLetterIds = DeadLetterIds };
    }
}
