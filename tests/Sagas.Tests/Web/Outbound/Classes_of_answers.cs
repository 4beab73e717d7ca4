using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Sagas.Tests.Architecture;
using Sagas.Web.Outbound;

namespace Sagas.Tests.Web.Outbound;

/// <summary>Every status, and what the documentation says of it.</summary>
internal sealed partial class Classes_of_answers
{
    private static readonly IReadOnlyList<(string Statuses, string Class)> Documented =
    [
        .. File.ReadLines(Path.Combine(SourceTree.Root, "docs/configuration.md"))
            .Select(line => Row().Match(line)).Where(row => row.Success)
            .Select(row => (row.Groups["statuses"].Value, row.Groups["class"].Value)),
    ];

    private static IEnumerable<int> All => Enumerable.Range(100, 500);

    [TestCaseSource(nameof(All))]
    public void Should_be_as_documented(int status)
    {
        var named = Documented.Where(row => Names(row.Statuses, status)).Select(row => row.Class).ToList();
        // What no row names is in the row of all others.
        var expected = named.Count == 0 ? Documented[^1].Class : named.ShouldHaveSingleItem();

        $"{AnswerClasses.Of((HttpStatusCode)status)}".ShouldBe(expected, StringCompareShould.IgnoreCase);
    }

    [Test]
    public void Should_all_be_documented() => Documented.Select(row => row.Class)
        .Order(StringComparer.Ordinal)
        .ShouldBe(Enum.GetNames<AnswerClass>().Order(StringComparer.Ordinal), StringComparer.OrdinalIgnoreCase);

    // 408, 5xx, 405–407
    private static bool Names(string statuses, int status) => statuses.Split(", ").Any(part =>
        part.EndsWith("xx", StringComparison.Ordinal) ? status / 100 == part[0] - '0'
        : part.Split('–') is [var first, var last] ? Number(first) <= status && status <= Number(last)
        : Number(part) == status);

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(
        @"^\| (?<statuses>(every other|\d)[^|]*?) \| (?<class>success|temporary|conflict|misconfigured|refusal) \|",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
