using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Sagas.Tests.Beds;

/// <summary>How many fixtures run at a time. <see cref="LevelOfParallelismAttribute"/> knows one number for every run.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class WorkersOfTheBedAttribute : NUnitAttribute, IApplyToTest
{
    // On either bed a world has a database of its own. Embedded it mostly waits for the disk, else for its servers.
    private const int Embedded = 3;
    private const int OnServers = 4;

    public void ApplyToTest(Test test)
    {
        ArgumentNullException.ThrowIfNull(test);
        test.Properties.Set(PropertyNames.LevelOfParallelism, TestBeds.AreOnServers ? OnServers : Embedded);
    }
}
