namespace Sagas.Operations.Overview;

/// <summary>Dead letters with the same cause.</summary>
/// <param name="Endpoint">The queue.</param>
/// <param name="ExceptionType">The exception; null if there was none.</param>
/// <param name="Count">How many.</param>
public sealed record DeadLetterGroup(string Endpoint, string? ExceptionType, long Count);
