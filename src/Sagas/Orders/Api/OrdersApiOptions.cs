using Microsoft.Extensions.Options;

namespace Sagas.Orders.Api;

/// <summary>Settings of the API, configuration section <c>Sagas:Api</c>.</summary>
internal class OrdersApiOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sagas:Api";

    /// <summary>How long an idempotency key is remembered.</summary>
    public TimeSpan IdempotencyWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often expired idempotency keys are removed.</summary>
    public TimeSpan IdempotencyCleanupInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest time that <c>Prefer: wait</c> may ask for.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often waiting requests and event streams look at the database for changes made by other instances; those made
    /// by this one are noticed at once.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the stream of all orders waits for a missing position in the history, counted from the step after it: longer
    /// than any transaction takes and than the clocks of instances differ.
    /// </summary>
    public TimeSpan GapPatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many messages may wait in the outbox before orders are refused: 10 to 10,000,000, or 0 for any number.
    /// From half of it on, accepting an order is slowed down.
    /// </summary>
    public int BacklogLimit { get; set; } = 100_000;

    /// <summary>
    /// How many requests may be waiting to store something before others are refused: 10 to 100,000. From half of that on, each
    /// is slowed down. What they wait for is the database.
    /// </summary>
    public int SubmissionLimit { get; set; } = 2_000;

    /// <summary>How many requests of each caller may wait for their order to end, at each instance: 1 to 1,000,000.</summary>
    public int WaitLimit { get; set; } = 1_000;

    /// <summary>After how much silence an event stream sends a comment to show that it is alive.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Validates the settings at startup.</summary>
    internal sealed class Validator : IValidateOptions<OrdersApiOptions>
    {
        private const int SmallestBacklog = 10;
        private const int LargestBacklog = 10_000_000;
        private const int FewestSubmissions = 10;
        private const int MostSubmissions = 100_000;
        private const int MostWaits = 1_000_000;

        public ValidateOptionsResult Validate(string? name, OrdersApiOptions options)
        {
            List<string> failures = [];
            Check(nameof(IdempotencyWindow), options.IdempotencyWindow, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
            Check(
                nameof(IdempotencyCleanupInterval), options.IdempotencyCleanupInterval, TimeSpan.FromSeconds(1),
                TimeSpan.FromDays(1));
            Check(nameof(MaxWait), options.MaxWait, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
            Check(nameof(PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
            Check(nameof(GapPatience), options.GapPatience, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
            Check(nameof(Heartbeat), options.Heartbeat, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
            if (options.BacklogLimit is not (0 or (>= SmallestBacklog and <= LargestBacklog)))
                failures.Add(
                    $"{Section}:{nameof(BacklogLimit)} is {options.BacklogLimit}; it must be 0, or {SmallestBacklog} to {LargestBacklog}.");
            if (options.SubmissionLimit is < FewestSubmissions or > MostSubmissions)
                failures.Add(
                    $"{Section}:{nameof(SubmissionLimit)} is {options.SubmissionLimit}; it must be {FewestSubmissions} to {MostSubmissions}.");
            if (options.WaitLimit is < 1 or > MostWaits)
                failures.Add($"{Section}:{nameof(WaitLimit)} is {options.WaitLimit}; it must be 1 to {MostWaits}.");
            return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

            void Check(string key, TimeSpan value, TimeSpan least, TimeSpan most)
            {
                if (value < least || value > most)
                    failures.Add($"{Section}:{key} is {value:c}; it must be {least:c} to {most:c}.");
            }
        }
    }
}
