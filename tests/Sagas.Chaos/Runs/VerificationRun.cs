using System.Text.Json;
using Sagas.Chaos.Worlds;

namespace Sagas.Chaos.Runs;

/// <summary>What the service's own <c>verify</c> says.</summary>
/// <param name="Holds">Whether everything holds.</param>
/// <param name="Output">What it printed: JSON, or why it could not check anything.</param>
/// <param name="Invariants">The invariants.</param>
internal sealed record VerificationRun(bool Holds, string Output, IReadOnlyList<VerificationRun.Invariant> Invariants)
{
    /// <summary>Short, because nothing is in progress any more.</summary>
    private const string Grace = "00:00:05";

    /// <summary>One invariant.</summary>
    internal sealed record Invariant(string Name, string Promise, bool Holds, bool IsSkipped, IReadOnlyList<string> Violations);

    public static async Task<VerificationRun> RunAsync(World world, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await world.Program.RunAsync(
            cancellationToken, ["verify", "--json", "--settled", "--grace", Grace, .. world.Evidence]);
        return new VerificationRun(exitCode == 0, output, exitCode is 0 or 1 ? Read(output) : []);
    }

    private static Invariant[] Read(string output)
    {
        using var document = JsonDocument.Parse(output);
        return
        [
            .. document.RootElement.GetProperty("invariants").EnumerateArray().Select(invariant => new Invariant(
                invariant.GetProperty("name").GetString()!,
                invariant.GetProperty("promise").GetString()!,
                invariant.GetProperty("holds").GetBoolean(),
                invariant.GetProperty("isSkipped").GetBoolean(),
                [.. invariant.GetProperty("offences").EnumerateArray().Select(offence => offence.ToString())])),
        ];
    }
}
