namespace Sagas.Access.Configuration;

/// <summary>Which parts of a process callers can reach.</summary>
/// <param name="IsServing">Whether it serves anything other than its health.</param>
/// <param name="HasPages">Whether it has pages, so that people sign in.</param>
internal sealed record AccessSurface(bool IsServing, bool HasPages);
