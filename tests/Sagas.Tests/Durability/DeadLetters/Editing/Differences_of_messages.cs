using Sagas.Durability.DeadLetters.Editing;

namespace Sagas.Tests.Durability.DeadLetters.Editing;

internal class Differences_of_messages
{
    [Test]
    public void Should_be_told_line_by_line() => Told("""{"a":1,"b":2,"c":3}""", """{"a":1,"b":5,"c":3,"d":4}""").ShouldBe(
    [
        " {", """   "a": 1,""", """-  "b": 2,""", """-  "c": 3""", """+  "b": 5,""", """+  "c": 3,""", """+  "d": 4""", " }",
    ]);

    [Test]
    public void Should_not_be_of_layout() =>
        Told("""{"a":1,"b":[1,2]}""", """ { "a" : 1, "b": [ 1, 2 ] } """).ShouldAllBe(line => line.StartsWith(' '));

    [Test]
    public void Should_be_told_of_what_is_no_JSON() => Told("{ no", "{}").ShouldBe(["-{ no", "+{}"]);

    [Test]
    public void Should_give_both_when_they_are_put_together()
    {
        var (before, after) = ("""{"a":[1,2,3,4,5,6,7],"b":{"c":1}}""", """{"a":[2,3,9,5,7,8],"b":{"d":1}}""");

        var lines = JsonDiff.Lines(before, after);

        Joined(DiffKind.Removed).ShouldBe(JsonDiff.Pretty(before));
        Joined(DiffKind.Added).ShouldBe(JsonDiff.Pretty(after));

        string Joined(DiffKind side) =>
            string.Join(Environment.NewLine, lines.Where(line => line.Kind == DiffKind.Same || line.Kind == side)
                .Select(line => line.Text));
    }

    [Test]
    public void Should_be_found_in_much_that_differs()
    {
        var (before, after) =
            (string.Join('\n', Enumerable.Range(0, 9_000)), string.Join('\n', Enumerable.Range(100_000, 9_000)));

        JsonDiff.Lines(before, after).Count.ShouldBe(18_000);
    }

    private static IEnumerable<string> Told(string before, string after) => JsonDiff.Lines(before, after)
        .Select(line => (line.Kind switch { DiffKind.Added => "+", DiffKind.Removed => "-", _ => " " }) + line.Text);
}
