namespace Sagas.Tests.Architecture;

/// <summary>One place where a rule is broken.</summary>
/// <param name="Place">File and line, relative to the top of the repository.</param>
/// <param name="What">What stands there.</param>
internal record Finding(string Place, string What)
{
    public override string ToString() => $"{Place}: {What}";
}
