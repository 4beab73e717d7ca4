using NUnit.Framework.Interfaces;

namespace Sagas.Tests.Beds;

/// <summary>
/// Leaves out all tests that have not begun when one fails, if <c>SAGAS_TEST_STOP_AFTER_FAILURE</c> is 1. Mutation tests
/// ask only whether any test fails, hundreds of times, and NUnit's adapter cannot be told to stop.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class StopsAfterFailureAttribute : Attribute, ITestAction
{
    private static readonly bool Asked = Environment.GetEnvironmentVariable("SAGAS_TEST_STOP_AFTER_FAILURE") == "1";

    private static volatile bool _failed;

    public ActionTargets Targets => ActionTargets.Test | ActionTargets.Suite;

    public void BeforeTest(ITest test)
    {
        // A test host may do several runs.
        if (test?.IsSuite != false)
            _failed = false;
        else if (_failed)
            Assert.Ignore("Left out: another test has failed.");
    }

    public void AfterTest(ITest test)
    {
        if (Asked && test?.IsSuite == false && TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed)
            _failed = true;
    }
}
