using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Archive;

/// <summary>Stops the program at startup if the configuration of the archive does not fit the sagas and the model.</summary>
internal static class ArchivePlanCheck
{
    /// <summary>Checks the whole configuration.</summary>
    /// <exception cref="InvalidOperationException">Something is not valid.</exception>
    public static void Check(IServiceProvider services, DurableDatabase database, DurabilityOptions options)
    {
        if (options.ArchivePlans().Count == 0)
            return;
        if (options.ArchiveAfter != TimeSpan.Zero && options.ArchiveAfter < options.DuplicateDetectionWindow)
        {
            throw new InvalidOperationException(
                $"{nameof(options.ArchiveAfter)} is {options.ArchiveAfter:c}; it must be 00:00:00, or at least {nameof(options.DuplicateDetectionWindow)}, {options.DuplicateDetectionWindow:c}.");
        }

        using var scope = database.CreateScope(out var context);
        foreach (var plan in options.ArchivePlans().Values)
        {
            CheckStates(services, plan);
            foreach (var rows in plan.Rows.Prepend(plan.Sagas))
                CheckRows(context, rows);
        }
    }

    // A process without the saga's role has no state machine to check against.
    private static void CheckStates(IServiceProvider services, ArchivePlan plan)
    {
        if (plan.FinalStates.Count == 0)
            throw new InvalidOperationException(
                $"Specify in which states a {plan.SagaType} is over, so that it can be archived.");
        if (services.GetService(typeof(SagaStateMachine<>).MakeGenericType(plan.Sagas.Type)) is not StateMachine machine)
            return;

        var known = machine.States.Select(state => state.Name).ToList();
        if (plan.FinalStates.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new InvalidOperationException(
                $"A {plan.SagaType} is to be archived in the state {unknown}, but has only {string.Join(", ", known)}.");
    }

    private static void CheckRows(DbContext context, SagaRows rows)
    {
        var type = context.Model.FindEntityType(rows.Type)
            ?? throw new InvalidOperationException(
                $"{rows.Type.Name} is to be archived, but is not mapped by {context.GetType().Name}.");
        if (!IsPlain(type))
            throw new InvalidOperationException(
                $"{rows.Type.Name} is to be archived, but is more than a plain row of its own table.");
        if (type.FindProperty(rows.IdProperty) is null)
            throw new InvalidOperationException(
                $"{rows.Type.Name} is to be archived by its {rows.IdProperty}, which is not mapped.");
    }

    private static bool IsPlain(IEntityType type) =>
        type.IsRow() && !type.GetNavigations().Any(navigation => navigation.TargetEntityType.IsOwned());
}
