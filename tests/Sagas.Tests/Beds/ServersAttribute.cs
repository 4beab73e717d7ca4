using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Sagas.Tests.Beds;

/// <summary>
/// The category of fixtures that need a broker and a database server, and are left out on any other bed. That is told:
/// <c>infra/test.sh</c> fails if it finds <see cref="LeftOut"/> among its results.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ServersAttribute : CategoryAttribute, IApplyToTest
{
    public const string LeftOut = "Left out: it runs on servers only, see SAGAS_TEST_BED.";

    void IApplyToTest.ApplyToTest(Test test)
    {
        ApplyToTest(test);
        if (TestBeds.AreOnServers || test.RunState == RunState.NotRunnable)
            return;
        test.RunState = RunState.Ignored;
        test.Properties.Set(PropertyNames.SkipReason, LeftOut);
    }
}
