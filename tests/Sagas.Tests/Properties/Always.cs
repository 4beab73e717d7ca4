using System.Globalization;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Sagas.Tests.Properties;

/// <summary>Checks a property by many random cases, other ones in every run. A failure says how to see the same again.</summary>
internal static class Always
{
    private const string SeedVariable = "SAGAS_PROPERTY_SEED";

    /// <summary>Checks a property.</summary>
    /// <param name="cases">Makes the cases, and makes failing ones smaller.</param>
    /// <param name="property">Throws where it does not hold.</param>
    /// <param name="count">How many cases.</param>
    /// <param name="size">How large the largest is.</param>
    public static void Holds<T>(Arbitrary<T> cases, Func<T, Task> property, int count, int size)
    {
        var seed = Seed();
        var config = Config.QuickThrowOnFailure
            .WithMaxTest(count)
            .WithEndSize(size)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None)));
        try
        {
            FsCheck.Check.One(config, Prop.ForAll(cases, value => property(value).GetAwaiter().GetResult()));
        }
        catch (Exception exception)
        {
            throw new PropertyBrokenException($"To see it again, set {SeedVariable}={seed}.\n{exception.Message}", exception);
        }
    }

    private static ulong Seed() =>
        Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } given
            ? ulong.Parse(given, CultureInfo.InvariantCulture)
            : BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
