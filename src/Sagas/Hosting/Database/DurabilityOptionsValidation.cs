using Microsoft.Extensions.Options;
using Sagas.Durability.Settings;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Database;

/// <summary>Validates <c>Sagas:Durability</c> at startup.</summary>
internal class DurabilityOptionsValidation : IValidateOptions<DurabilityOptions>
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sagas:Durability";

    private const int LargestBatch = 1_000;
    private const int LargestConcurrency = 256;
    private const int LargestCrashLimit = 100;
    private const int LargestFailures = 100_000;
    private const int LargestBacklog = 1_000_000;

    private static readonly TimeSpan LongestBeforeArchive = TimeSpan.FromDays(3650);

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, DurabilityOptions options)
    {
        var check = new OptionFailures(Section);
        check.UnlessWithin(
            nameof(options.DuplicateDetectionWindow), options.DuplicateDetectionWindow, TimeSpan.FromMinutes(1),
            TimeSpan.FromDays(365));
        check.UnlessWithin(nameof(options.OutboxLease), options.OutboxLease, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        check.UnlessWithin(
            nameof(options.OutboxPollInterval), options.OutboxPollInterval, TimeSpan.FromMilliseconds(50),
            TimeSpan.FromMinutes(1));
        check.UnlessWithin(
            nameof(options.RefusalPatience), options.RefusalPatience, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        check.UnlessWithin(
            nameof(options.InboxCleanupInterval), options.InboxCleanupInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        check.UnlessWithin(
            nameof(options.KeepMessagesFor), options.KeepMessagesFor ?? TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromDays(365));
        check.UnlessWithin(
            nameof(options.ArchiveInterval), options.ArchiveInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        UnlessArchivesLate(check, options);
        check.UnlessWithin(
            nameof(options.RetryJobInterval), options.RetryJobInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        check.UnlessWithin(
            nameof(options.RetryOutcomeLimit), options.RetryOutcomeLimit, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        check.UnlessWithin(
            nameof(options.SampleInterval), options.SampleInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        check.UnlessWithin(
            nameof(options.PostponeLimit), options.PostponeLimit, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
        UnlessCounts(check, nameof(options.OutboxBatchSize), options.OutboxBatchSize, LargestBatch);
        UnlessCounts(check, nameof(options.DispatchConcurrency), options.DispatchConcurrency, LargestConcurrency);
        UnlessCounts(check, nameof(options.DispatchBacklog), options.DispatchBacklog, LargestBacklog);
        UnlessCounts(check, nameof(options.CommitGroupSize), options.CommitGroupSize, LargestConcurrency);
        UnlessCounts(check, nameof(options.CommitConcurrency), options.CommitConcurrency, LargestConcurrency);
        UnlessCounts(check, nameof(options.ConflictLimit), options.ConflictLimit, LargestBatch);
        UnlessCounts(check, nameof(options.CrashLimit), options.CrashLimit, LargestCrashLimit);
        UnlessCounts(check, nameof(options.BreakerFailures), options.BreakerFailures, LargestFailures);
        check.Unless(
            options.BreakerThreshold is >= 0 and <= 100, nameof(options.BreakerThreshold), options.BreakerThreshold,
            "a number from 0 to 100");
        check.UnlessWithin(nameof(options.BreakerWindow), options.BreakerWindow, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        check.UnlessWithin(nameof(options.BreakerPause), options.BreakerPause, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));
        UnlessPauses(check, nameof(options.RetryDelays), options.RetryDelays, 10, TimeSpan.FromMinutes(1));
        UnlessPauses(check, nameof(options.RedeliveryDelays), options.RedeliveryDelays, 20, TimeSpan.FromDays(7));
        return check.ToResult();
    }

    // A duplicate that arrives within the window must find its saga.
    private static void UnlessArchivesLate(OptionFailures check, DurabilityOptions options) => check.Unless(
        options.ArchiveAfter == TimeSpan.Zero
            || (options.ArchiveAfter >= options.DuplicateDetectionWindow && options.ArchiveAfter <= LongestBeforeArchive),
        nameof(options.ArchiveAfter),
        options.ArchiveAfter,
        $"00:00:00 for never, or a duration from {options.DuplicateDetectionWindow:c} ({Section}:{nameof(options.DuplicateDetectionWindow)}) to {LongestBeforeArchive:c} (d.hh:mm:ss)");

    private static void UnlessCounts(OptionFailures check, string key, int value, int most) =>
        check.Unless(value >= 1 && value <= most, key, value, $"a number from 1 to {most}");

    private static void UnlessPauses(
        OptionFailures check, string key, IReadOnlyList<TimeSpan>? pauses, int count, TimeSpan longest)
    {
        check.Unless(pauses is null || pauses.Count <= count, key, $"{pauses?.Count} entries", $"at most {count} entries");
        for (var i = 0; i < pauses?.Count; i++)
            check.UnlessWithin($"{key}:{i}", pauses[i], TimeSpan.Zero, longest);
    }
}
