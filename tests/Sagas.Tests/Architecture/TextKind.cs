namespace Sagas.Tests.Architecture;

/// <summary>What a character of a C# file belongs to.</summary>
[Flags]
internal enum TextKind
{
    None = 0,
    Code = 1,
    Literal = 2,
    Comment = 4,
}
