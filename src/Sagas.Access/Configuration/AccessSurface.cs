namespace Sagas.Access.Configuration;

/// <summary>What of a process callers can reach.</summary>
/// <param name="IsServing">Whether it serves anything but its health.</param>
/// <param name="HasPages">Whether it has pages, so that people sign in.</param>
internal sealed record AccessSurface(bool IsServing, bool HasPages);
