using Microsoft.Data.Sqlite;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Upgrades.Recording;

/// <summary>Records this version of the program for all later ones: <c>infra/record-version.sh</c>.</summary>
[Explicit("It writes the test data of Upgrades/Recorded anew.")]
public class Recorder
{
    private static readonly RecordedVersion Version = new(0);

    [Test]
    public async Task Should_write_down_histories_and_messages()
    {
        var (histories, messages) = await HistoryRecorder.RecordAsync();

        Version.WriteHistories(histories);
        Version.WriteMessages(messages);
    }

    [Test]
    public async Task Should_write_down_a_database_in_the_middle_of_everything()
    {
        await using var service = await RunningService.StartAsync(InFlightOrders.Settings);
        var file = new SqliteConnectionStringBuilder(service.Bed.Settings["ConnectionStrings:Sagas"]) { Pooling = false };

        await new InFlightOrders(service).RecordAsync(async () =>
        {
            await using var connection = new SqliteConnection(file.ToString());
            await connection.OpenAsync();
            var dump = new SqliteDump(connection);
            Version.WriteDatabase(await dump.SchemaAsync(), await dump.RowsAsync());
        });
    }
}
