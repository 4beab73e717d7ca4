namespace Sagas.Durability.Tables;

/// <summary>
/// A saga that knows which version of its definition handled it last. Give the definition a new number whenever sagas in
/// progress have to be told apart from new ones.
/// </summary>
/// <remarks>
/// The durable repository keeps <see cref="DefinitionVersion"/>. While a message is handled it is still that of the step
/// before, so that the definition can bring an older saga up to date; with the step that is stored it becomes
/// <see cref="LatestDefinitionVersion"/>, and the history shows with which step. A saga that a newer definition has handled is
/// not touched by an older one, which may run on beside it during an upgrade: its messages fail, and are delivered again
/// until a newer process takes them.
/// </remarks>
public interface IVersionedSaga
{
    /// <summary>By which version the last step was made: a column of the saga's row. 0: none yet, or before versions were kept.</summary>
    int DefinitionVersion { get; set; }

    /// <summary>The version of the definition in this program, 1 or more; not stored.</summary>
    int LatestDefinitionVersion { get; }

    /// <summary>Whether a newer definition than this program's has handled it.</summary>
    bool IsAheadOfDefinition => DefinitionVersion > LatestDefinitionVersion;
}
