using System.Text.Json.Serialization;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>Where a line is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DiffKind>))]
public enum DiffKind
{
    /// <summary>Before and after.</summary>
    Same,

    /// <summary>Before only.</summary>
    Removed,

    /// <summary>After only.</summary>
    Added,
}
