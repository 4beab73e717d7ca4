namespace Sagas.Hosting.Telemetry;

/// <summary>What the console log looks like.</summary>
public enum TelemetryLogFormat
{
    /// <summary>Lines of text for people.</summary>
    Text,

    /// <summary>One JSON object per line for machines, with the ids of order, message and trace.</summary>
    Json,
}
