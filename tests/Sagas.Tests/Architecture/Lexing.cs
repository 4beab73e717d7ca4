namespace Sagas.Tests.Architecture;

/// <summary>The rules judge code, and must not take comments and literals for it.</summary>
public class Lexing
{
    // Every C is code, every L literal, every X comment.
    [TestCase("C // X", "C")]
    [TestCase("C /* X \" X */ C", "C C")]
    [TestCase("C \"L // L\" C // X", "C C")]
    [TestCase("C \"L \\\" L\" C", "C C")]
    [TestCase("C @\"L \\\" C", "C C")]
    [TestCase("C @\"L \"\" L\" C", "C C")]
    [TestCase("C $\"L {C} L\" C", "C C C")]
    [TestCase("C $\"L {{L}} L\" C", "C C")]
    [TestCase("C $\"L {C[\"L\"] + C} L\" C", "C C[ ] + C C")]
    [TestCase("C '\"' C", "C C")]
    [TestCase("C '\\'' C", "C C")]
    [TestCase("C \"\" C", "C C")]
    [TestCase("C \"\"\"L \" L\"\"\" C", "C C")]
    [TestCase("C $$\"\"\"L {L} {{C}} L\"\"\" C", "C C C")]
    [TestCase("#region C's\nC \"L\" C", "#region C s C C")]
    public void Should_leave_the_code(string text, string code) =>
        string.Join(' ', new SourceFile("x.cs", text).View(TextKind.Code)
            .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).ShouldBe(code);

    [Test]
    public void Should_read_every_source_file_to_its_end()
    {
        // A literal that was opened by mistake would swallow the closing brace or semicolon of the file.
        foreach (var file in SourceTree.CodeBelow("src").Concat(SourceTree.CodeBelow("tests")))
        {
            var code = file.View(TextKind.Code | TextKind.Comment).TrimEnd();
            (code.Length == 0 || file.View(TextKind.Code).TrimEnd() is [.., '}' or ';' or ')' or ']']
                || file.View(TextKind.Code).Trim().StartsWith('#')).ShouldBeTrue(file.Path);
        }
    }
}
