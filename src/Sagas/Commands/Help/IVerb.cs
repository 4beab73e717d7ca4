namespace Sagas.Commands.Help;

/// <summary>What a verb's help says besides its words.</summary>
internal interface IVerb
{
    /// <summary>Whether the configuration may be set on its command line.</summary>
    bool TakesSettings { get; }

    /// <summary>How it may end.</summary>
    IReadOnlyList<(int ExitCode, string Meaning)> Outcomes { get; }
}
