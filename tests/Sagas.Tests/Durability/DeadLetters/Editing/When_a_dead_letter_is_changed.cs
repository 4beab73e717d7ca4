using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.DeadLetters.Editing;

[EveryBed]
internal class When_a_dead_letter_is_changed
{
    // So long that no id has it by chance.
    private const string Wrong = "1234567890";
    private const string Right = "1987654321";

    [Test]
    public async Task Should_be_handled_as_it_is_then()
    {
        await using var host = await DurableHost.StartAsync();
        var deadLetter = await host.FailAsync(amount: int.Parse(Wrong, CultureInfo.InvariantCulture));
        host.Repair();

        var outcome = await host.RetryAsync(
            deadLetter, new DeadLetterEdit(deadLetter.Body.Replace(Wrong, Right, StringComparison.Ordinal)));
        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the stamp");

        outcome.Check!.CheckedAs.ShouldBe("urn:message:Sagas.Tests.Durability.World:StampParcel");
        (await host.InDatabaseAsync(db => db.Set<Stamp>().SingleAsync())).Amount
            .ShouldBe(int.Parse(Right, CultureInfo.InvariantCulture));
    }

    [Test]
    public async Task Should_be_in_the_audit_before_and_after()
    {
        await using var host = await DurableHost.StartAsync();
        var deadLetter = (await host.PlantAsync(1, _ => int.Parse(Wrong, CultureInfo.InvariantCulture))).Single();
        var headers = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Colour"] = null, ["Size"] = "large" };

        await host.RetryAsync(
            deadLetter, new DeadLetterEdit(deadLetter.Body.Replace(Wrong, Right, StringComparison.Ordinal), headers));

        var entry = (await host.AuditAsync()).Single();
        entry.Action.ShouldBe(AuditActions.DeadLetterEdited);
        JsonElement.Parse(entry.Before!).GetProperty("body").GetString().ShouldBe(deadLetter.Body);
        JsonElement.Parse(entry.After!).GetProperty("body").GetString()!.ShouldContain(Right);
        JsonElement.Parse(entry.Before!).GetProperty("headers").GetProperty("Colour").GetString().ShouldBe("red");
        JsonElement.Parse(entry.After!).GetProperty("headers").TryGetProperty("Colour", out _).ShouldBeFalse();
        JsonElement.Parse(entry.After!).GetProperty("headers").GetProperty("Size").GetString().ShouldBe("large");
    }

    [Test]
    public async Task Should_stay_a_dead_letter_if_its_queue_could_not_read_it()
    {
        await using var host = await DurableHost.StartAsync();
        var deadLetter = (await host.PlantAsync(1)).Single();

        var outcome = await host.RetryAsync(
            deadLetter, new DeadLetterEdit(deadLetter.Body.Replace("parcelId", "parcel", StringComparison.Ordinal)));

        outcome.Status.ShouldBe(DeadLetterStatus.Refused);
        outcome.Check!.Errors.ShouldBe([new MessageError("$.message.parcelId", "Is required.")]);
        (await host.CountLettersAsync()).ShouldBe(1);
        (await host.AuditAsync()).ShouldBeEmpty();
    }
}
