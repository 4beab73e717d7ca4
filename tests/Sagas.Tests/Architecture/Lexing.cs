namespace Sagas.Tests.Architecture;

/// <summary>The rules judge code, and must not take comments and literals for it.</summary>
internal class Lexing
{
    // Every C is code, every L literal, every X comment.
    [TestCase("C // X", "C")]
    [TestCase("/// X\nC /* X \" X */ C", "C C")]
    [TestCase("C \"L // L\" C // X", "C C")]
    [TestCase("C @\"L \"\" L\" C '\"' C \"L\"u8", "C C C")]
    [TestCase("C($\"L {C[\"L\"] + C:L} {{L}} L\", C);", "C( C[ ] + C , C);")]
    [TestCase("C($$\"\"\"L {L} {{C}} L\"\"\", C);", "C( C , C);")]
    [TestCase("#region C's\nC \"L\" C", "#region C's C C")]
    public void Should_leave_the_code(string text, string code) =>
        string.Join(' ', new SourceFile("x.cs", text).View(TextKind.Code)
            .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).ShouldBe(code);
}
