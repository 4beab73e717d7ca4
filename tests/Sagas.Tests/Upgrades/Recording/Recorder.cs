using Microsoft.Data.Sqlite;
using Sagas.Orders;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Upgrades.Recording;

/// <summary>
/// Records this version of the program for all later ones, when <c>infra/record-version.sh</c> asks for it; otherwise there is
/// nothing here to be run.
/// </summary>
internal class Recorder
{
    private static IEnumerable<int> Asked =>
        Environment.GetEnvironmentVariable("SAGAS_RECORD") == "1" ? [OrderStateMachine.DefinitionVersion] : [];

    [TestCaseSource(nameof(Asked))]
    public async Task Should_write_down_histories_and_messages(int number)
    {
        var (histories, messages) = await HistoryRecorder.RecordAsync();

        var version = new RecordedVersion(number);
        version.WriteHistories(histories);
        version.WriteMessages(messages);
        version.Histories.Count.ShouldBe(Paths.All.Count);
    }

    [TestCaseSource(nameof(Asked))]
    public async Task Should_write_down_a_database_in_the_middle_of_everything(int number)
    {
        await using var service = await RunningService.StartAsync(InFlightOrders.Settings);
        var file = new SqliteConnectionStringBuilder(service.Bed.Settings["ConnectionStrings:Sagas"]) { Pooling = false };

        var version = new RecordedVersion(number);
        await new InFlightOrders(service).RecordAsync(async () =>
        {
            await using var connection = new SqliteConnection(file.ToString());
            await connection.OpenAsync();
            var dump = new SqliteDump(connection);
            version.WriteDatabase(await dump.SchemaAsync(), await dump.RowsAsync());
        });

        version.Rows["Orders"].Select(order => order["CurrentState"]!.GetValue<string>()).Distinct()
            .ShouldBe(["Completed", "Rejected", "Cancelled", "NeedsAttention", "AwaitingPayment", "AwaitingNotification",
                "Compensating", "Initial"], ignoreOrder: true);
    }
}
