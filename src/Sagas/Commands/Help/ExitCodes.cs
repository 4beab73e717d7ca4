namespace Sagas.Commands.Help;

/// <summary>What all verbs end with.</summary>
internal static class ExitCodes
{
    /// <summary>It was done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done, or what was asked for is not so.</summary>
    public const int Failed = 1;

    /// <summary>Nothing was done, because of the command line or of something that is not there.</summary>
    public const int Refused = 2;
}
