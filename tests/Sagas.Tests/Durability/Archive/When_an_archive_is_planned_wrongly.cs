using Sagas.Durability.Archive;
using Sagas.Durability.Settings;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Archive;

[EveryBed]
internal class When_an_archive_is_planned_wrongly
{
    private static IEnumerable<TestCaseData<Action<DurabilityOptions>, string>> Mistakes()
    {
        yield return Mistake(
            options => options.Archive<ParcelState>("Arived"),
            "A ParcelState is to be archived in the state Arived, but has only Initial, Final, Travelling, Arrived, Missing.");
        yield return Mistake(
            options => options.Archive<ParcelState>(),
            "Specify in which states a ParcelState is over, so that it can be archived.");
        yield return Mistake(
            options => options.Archive<ParcelState>("Arrived").With<ParcelArchiveless>(row => row.ParcelId),
            "ParcelArchiveless is to be archived, but is not mapped by ParcelDbContext.");
        yield return Mistake(
            options => Archive(options).ArchiveAfter = TimeSpan.FromDays(6),
            "ArchiveAfter is 6.00:00:00; it must be 00:00:00, or at least DuplicateDetectionWindow, 7.00:00:00.");
    }

    [TestCaseSource(nameof(Mistakes))]
    public async Task Should_not_start_and_say_why(Action<DurabilityOptions> configure, string why)
    {
        await using var host = await DurableHost.StartAsync(configure: configure, started: false);
        using var archiver = host.NewArchiver();

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => archiver.StartAsync(CancellationToken.None));

        refused.Message.ShouldBe(why);
    }

    private static DurabilityOptions Archive(DurabilityOptions options)
    {
        options.Archive<ParcelState>("Arrived");
        return options;
    }

    private static TestCaseData<Action<DurabilityOptions>, string> Mistake(Action<DurabilityOptions> configure, string why) =>
        new TestCaseData<Action<DurabilityOptions>, string>(configure, why).SetArgDisplayNames(why);

    private sealed class ParcelArchiveless
    {
        public Guid ParcelId { get; set; }
    }
}
