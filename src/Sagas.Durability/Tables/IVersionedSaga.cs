namespace Sagas.Durability.Tables;

/// <summary>
/// A saga that knows which version of its definition handled it last. Give the definition a new number whenever sagas in
/// progress have to be told apart from new ones.
/// </summary>
/// <remarks>
/// The durable repository maintains <see cref="DefinitionVersion"/>. While a message is handled it is still that of the previous
/// step, so that the definition can bring an older saga up to date; when the step is stored, it becomes
/// <see cref="LatestDefinitionVersion"/>, and the history shows in which step that happened. An older definition does not touch
/// a saga that a newer one has handled, even if both run side by side during an upgrade: its messages fail, and are
/// redelivered until a newer process takes them.
/// </remarks>
public interface IVersionedSaga
{
    /// <summary>
    /// The version that took the last step: a column of the saga's row. 0: no step yet, or one from before versions were kept.
    /// </summary>
    int DefinitionVersion { get; set; }

    /// <summary>The version of the definition in this program, 1 or more; not stored.</summary>
    int LatestDefinitionVersion { get; }

    /// <summary>Whether a newer definition than this program's has handled it.</summary>
    bool IsAheadOfDefinition => DefinitionVersion > LatestDefinitionVersion;
}
