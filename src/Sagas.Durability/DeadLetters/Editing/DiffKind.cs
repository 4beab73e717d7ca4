using System.Text.Json.Serialization;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>On which side of a comparison a line is found.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DiffKind>))]
internal enum DiffKind
{
    /// <summary>Before and after.</summary>
    Same,

    /// <summary>Before only.</summary>
    Removed,

    /// <summary>After only.</summary>
    Added,
}
