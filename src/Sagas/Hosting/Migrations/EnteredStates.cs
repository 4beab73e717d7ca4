using Microsoft.EntityFrameworkCore.Migrations;

namespace Sagas.Hosting.Migrations;

/// <summary>
/// Fills in since when orders are in their states, which rows did not tell before. The history tells it: the last step that led
/// into another state.
/// </summary>
internal static class EnteredStates
{
    private const string Orders = """
        UPDATE "Orders" SET "StateEnteredAt" = COALESCE(
            (SELECT MAX(step."At") FROM "SagaTransitions" AS step
             WHERE step."SagaId" = "Orders"."OrderId" AND step."SagaType" = 'OrderState' AND step."FromState" <> step."ToState"),
            "UpdatedAt");
        """;

    // They told when the order took its last step. Orders that have not entered the state again are stuck since they entered it.
    private const string Alerts = """
        UPDATE "SagaAlerts" SET "Since" = COALESCE(
            (SELECT "Orders"."StateEnteredAt" FROM "Orders"
             WHERE "Orders"."OrderId" = "SagaAlerts"."SagaId" AND "Orders"."CurrentState" = "SagaAlerts"."State"
                AND "Orders"."StateEnteredAt" <= "SagaAlerts"."Since"),
            "Since")
        WHERE "ClosedAt" IS NULL AND "SagaType" = 'OrderState';
        """;

    /// <summary>Fills the columns. Call it once they are there.</summary>
    /// <param name="migration">The migration.</param>
    public static void FillEnteredStates(this MigrationBuilder migration)
    {
        foreach (var text in new[] { Orders, Alerts })
            migration.Sql(migration.ActiveProvider.EndsWith("SqlServer", StringComparison.Ordinal) ? Bracketed(text) : text);
    }

    // SQL Server reads quotation marks as those of texts, unless its client has asked for something else.
    private static string Bracketed(string text) =>
        string.Concat(text.Split('"').Select((part, i) => i == 0 ? part : (i % 2 == 1 ? "[" : "]") + part));
}
