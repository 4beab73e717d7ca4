using System.Globalization;

namespace Sagas.Faults.Clocks;

/// <summary>The file that says by how much the clocks of processes are ahead.</summary>
public sealed class ClockFile(string path)
{
    /// <summary>The environment variable that tells an instance where the file is.</summary>
    public const string Variable = "SAGAS_CLOCK";

    private TimeSpan _offset;

    public string Path => path;

    /// <summary>Puts all clocks forward.</summary>
    public async Task JumpAsync(TimeSpan distance, CancellationToken cancellationToken)
    {
        _offset += distance;
        // Moved into place, so that nobody reads a half-written file.
        var draft = $"{path}.draft";
        await File.WriteAllTextAsync(draft, _offset.Ticks.ToString(CultureInfo.InvariantCulture), cancellationToken);
        File.Move(draft, path, overwrite: true);
    }

    public static bool TryRead(string path, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (!File.Exists(path) || !long.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var ticks))
            return false;
        offset = TimeSpan.FromTicks(ticks);
        return true;
    }
}
