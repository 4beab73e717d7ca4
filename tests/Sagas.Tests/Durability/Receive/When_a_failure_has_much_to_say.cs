using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Receive;

/// <summary>
/// SQLite takes texts of any length; a database server would refuse the dead letter, and with it the last trace.
/// </summary>
internal class When_a_failure_has_much_to_say
{
    private DeadLetter _dead = null!;
    private IReadOnlyList<(string Name, string? Value, int? Limit)> _texts = [];

    [OneTimeSetUp]
    public async Task Fail()
    {
        await using var host = await DurableHost.StartAsync();
        // With the ellipsis, the limit of 2,000 falls between the two halves of the smile.
        host.Script.DuringConsume = (_, _) =>
            throw new WordyException<Wordy<Wordy<Wordy<Wordy<Wordy<Wordy<Wordy<Wordy<int>>>>>>>>>(
                new string('x', 1_998) + "😀 and so on\0");
        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");

        await host.InDatabaseAsync(async db =>
        {
            _dead = await db.Set<DeadLetter>().SingleAsync();
            _texts = [.. db.Entry(_dead).Properties.Where(property => property.Metadata.ClrType == typeof(string))
                .Select(property => (property.Metadata.Name, (string?)property.CurrentValue, property.Metadata.GetMaxLength()))];
            return true;
        });
    }

    [Test]
    public void Should_fit_every_column()
    {
        foreach (var (name, value, limit) in _texts)
            (value?.Length ?? 0).ShouldBeLessThanOrEqualTo(limit ?? int.MaxValue, name);
    }

    [Test]
    public void Should_end_in_a_whole_character() => _dead.Reason.ShouldBe(new string('x', 1_998) + "…");

    // PostgreSQL holds it in no text.
    [Test]
    public void Should_do_without_the_character_zero()
    {
        _dead.ExceptionDetail!.ShouldContain("😀 and so on\uFFFD");
        _texts.ShouldAllBe(text => text.Value == null || !text.Value.Contains('\0'));
    }

    [Test]
    public void Should_begin_with_the_exception() => _dead.ExceptionType!.ShouldStartWith(
        typeof(WordyException<>).FullName!.Split('`')[0]);

    private sealed record Wordy<T>(T Value);

#pragma warning disable CA1032, CA1064 // It exists for its long name.
    private sealed class WordyException<T>(string message) : Exception(message);
#pragma warning restore CA1032, CA1064
}
