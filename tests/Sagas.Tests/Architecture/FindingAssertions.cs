namespace Sagas.Tests.Architecture;

internal static class FindingAssertions
{
    /// <summary>Fails with one finding a line.</summary>
    public static void ShouldBeNone(this IEnumerable<Finding> findings, string rule)
    {
        var all = findings.Distinct().ToList();
        if (all.Count > 0)
            Assert.Fail($"{rule}; broken at{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }
}
