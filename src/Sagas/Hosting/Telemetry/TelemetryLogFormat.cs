namespace Sagas.Hosting.Telemetry;

/// <summary>What the console log looks like.</summary>
public enum TelemetryLogFormat
{
    /// <summary>A line of text for people.</summary>
    Text,

    /// <summary>A JSON object a line for machines, with the ids of order, message and trace.</summary>
    Json,
}
