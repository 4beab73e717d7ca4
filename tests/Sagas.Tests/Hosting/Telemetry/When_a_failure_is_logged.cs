using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Sagas.Durability.Tables;
using Sagas.Hosting.Telemetry.Scrubbing;
using Sagas.Operations.Redaction;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Hosting.Telemetry;

/// <summary>Exceptions quote the messages that they are about. Dead letters keep their words; logs and spans do not.</summary>
internal class When_a_failure_is_logged
{
    private const string Customer = "plum-cobalt-77";
    private const string Words =
        $"{Customer} (ada@example.com, ada%40example.com) paid with tok_1PqRsTuVwXyZ by amqp://u:s3cret@host/";

    private static readonly string[] Secrets = [Customer, "ada@", "ada%40", "tok_1PqRs", "s3cret"];

    [Test]
    public async Task Should_not_tell_the_secrets_of_the_message()
    {
        await using var service = await RunningService.StartAsync(
            ("Sagas:Operations:MaskedProperties:0", "customerId"),
            ("Sagas:Durability:RedeliveryDelays:0", "00:00:00.010"));
        service.BeforeNotification = _ => throw new InvalidOperationException(Words, new TimeoutException(Words));

        await service.SubmitAsync("tok_visa", Customer);
        await service.LetTimePassAsync();
        var deadLetter = await service.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
        deadLetter.Reason.ShouldBe(Words);

        var lines = service.Log.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)
            || line.StartsWith("Error", StringComparison.Ordinal)).ToList();
        lines.ShouldContain(line => line.Contains("will be redelivered", StringComparison.Ordinal)
            && line.Contains("*** (a***", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("becomes a dead letter", StringComparison.Ordinal)
            && line.Contains("System.InvalidOperationException: *** (a***@example.com", StringComparison.Ordinal)
            && line.Contains("System.TimeoutException: *** (a***@example.com", StringComparison.Ordinal));
        foreach (var secret in Secrets)
            lines.ShouldAllBe(line => !line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Test]
    public void Should_not_tell_them_in_spans_either()
    {
        using var source = new ActivitySource(nameof(When_a_failure_is_logged));
        var scrubber = new TextScrubber(new JsonRedactor());
        using var provider = Sdk.CreateTracerProviderBuilder().AddSource(source.Name)
            .AddProcessor(new ScrubbedSpans(scrubber)).Build();
        var span = source.StartActivity("work").ShouldNotBeNull();
        span.AddException(new InvalidOperationException(Words));
        var tags = new ActivityTagsCollection { ["exception.stacktrace"] = Words, ["n"] = 1 };
        span.AddEvent(new ActivityEvent("exception", tags: tags));
        span.SetStatus(ActivityStatusCode.Error, Words);
        span.SetTag("exception.message", Words);
        span.SetTag("order", "kept");
        span.Stop();

        var told = span.Events.SelectMany(happened => happened.Tags).Concat(span.TagObjects).Select(tag => $"{tag.Value}")
            .Append(span.StatusDescription!).ToList();
        told.Count(text => text.Contains("paid with ***wXyZ", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(4);
        told.ShouldContain("kept");
        foreach (var secret in Secrets[1..])
            told.ShouldAllBe(text => !text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        span.Status.ShouldBe(ActivityStatusCode.Error);
    }
}
