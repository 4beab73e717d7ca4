using System.Reflection;
using Sagas.Contracts;
using Sagas.Durability.Commit;
using Sagas.Orders;

namespace Sagas.Tests.Architecture;

/// <summary>The service's own assemblies, read once.</summary>
internal static class CompiledCode
{
    private static readonly Lazy<CompiledAssembly> LazyContracts = new(() => Open(typeof(Endpoints).Assembly));
    private static readonly Lazy<CompiledAssembly> LazyDurability = new(() => Open(typeof(IUnitOfWork).Assembly));
    private static readonly Lazy<CompiledAssembly> LazyProgram = new(() => Open(typeof(OrderState).Assembly));
    private static readonly Lazy<IReadOnlyList<Usage>> LazyUsages =
        new(() => [.. new[] { Contracts, Durability, Program }.SelectMany(assembly => assembly.Usages())]);
    private static readonly Lazy<IReadOnlyList<Usage>> LazyPlanted = new(() =>
        [.. Open(Assembly.GetExecutingAssembly()).Usages()
            .Where(usage => usage.From.StartsWith(PlantedNamespace, StringComparison.Ordinal))]);

    /// <summary>Rooms of a house that breaks every rule.</summary>
    public const string PlantedNamespace = "Sagas.Tests.Architecture.Planted";

    public static CompiledAssembly Contracts => LazyContracts.Value;

    public static CompiledAssembly Durability => LazyDurability.Value;

    public static CompiledAssembly Program => LazyProgram.Value;

    /// <summary>What all of them mention.</summary>
    public static IReadOnlyList<Usage> Usages => LazyUsages.Value;

    /// <summary>What the code mentions that was written to break the rules.</summary>
    public static IReadOnlyList<Usage> PlantedUsages => LazyPlanted.Value;

    private static CompiledAssembly Open(Assembly assembly) => new(assembly.Location);
}
