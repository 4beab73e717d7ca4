namespace Sagas.Tests.Architecture;

internal static class FindingAssertions
{
    /// <summary>Fails with one finding a line.</summary>
    /// <typeparam name="TFinding">A finding, or what there is to say of several.</typeparam>
    public static void ShouldBeNone<TFinding>(this IEnumerable<TFinding> findings, string rule)
    {
        var all = findings.Distinct().ToList();
        if (all.Count > 0)
            Assert.Fail($"{rule}; broken at{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }
}
