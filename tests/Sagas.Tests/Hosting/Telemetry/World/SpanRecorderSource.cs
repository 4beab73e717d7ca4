using System.Diagnostics;

namespace Sagas.Tests.Hosting.Telemetry.World;

/// <summary>The activities of tests that begin a trace themselves.</summary>
internal static class SpanRecorderSource
{
    public const string Name = "Sagas.Tests";

    private static readonly ActivitySource Source = new(Name);

    public static Activity Start(string name)
    {
        Activity.Current = null;
        return Source.StartActivity(name).ShouldNotBeNull("A recorder must listen.");
    }
}
