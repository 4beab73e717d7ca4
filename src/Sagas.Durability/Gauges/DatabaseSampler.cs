using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Gauges;

/// <summary>
/// Reads the gauges over stored data, every <see cref="DurabilityOptions.SampleInterval"/>, in one place and apart from the real
/// work. It uses at most a twentieth of the time: if samples are slow, they are taken less often.
/// </summary>
internal sealed class DatabaseSampler(
    DurableDatabase database,
    IEnumerable<ISampledGauges> gauges,
    IOptions<DurabilityOptions> options,
    TimeProvider time,
    ILogger<DatabaseSampler> logger) : InterruptibleService
{
    private const int Share = 20;

    private readonly ISampledGauges[] _gauges = [.. gauges];

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.SamplesDatabase)
            return;

        while (!stoppingToken.IsCancellationRequested)
        {
            var begin = time.GetTimestamp();
            if (Array.Exists(_gauges, gauge => gauge.AreObserved))
                await SampleAsync(stoppingToken);
            var rest = time.GetElapsedTime(begin) * Share;
            await Task.Delay(rest > options.Value.SampleInterval ? rest : options.Value.SampleInterval, time, stoppingToken);
        }
    }

    private async Task SampleAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = database.CreateScope(out var context);
            foreach (var gauge in _gauges)
                await gauge.SampleAsync(context, time.GetUtcNow(), stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Array.ForEach(_gauges, gauge => gauge.Forget());
            logger.LogWarning("The gauges could not be read from the database; will try again: {Reason}", exception.Message);
        }
    }
}
