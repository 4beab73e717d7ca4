using System.Diagnostics;
using System.Runtime.CompilerServices;
using OpenTelemetry;

namespace Sagas.Hosting.Telemetry.Scrubbing;

/// <summary>
/// Takes secrets out of spans before they are exported: of what they tell about exceptions, whichever library has written it.
/// </summary>
internal sealed class ScrubbedSpans(TextScrubber scrubber) : BaseProcessor<Activity>
{
    /// <inheritdoc />
    public override void OnEnd(Activity data)
    {
        if (data.StatusDescription is { } description && scrubber.Of(description) is var shown
            && !ReferenceEquals(description, shown))
            data.SetStatus(data.Status, shown);
        foreach (var (name, value) in data.TagObjects.ToList())
        {
            if (TellsOfException(name) && value is string text && scrubber.Of(text) is var tag && !ReferenceEquals(text, tag))
                data.SetTag(name, tag);
        }

        foreach (ref readonly var happened in data.EnumerateEvents())
        {
            foreach (ref readonly var tag in happened.EnumerateTagObjects())
            {
                // Events cannot be replaced, but their tags are handed out by reference, and nobody else reads them any more.
                if (tag.Value is string text)
                    Unsafe.AsRef(in tag) = new KeyValuePair<string, object?>(tag.Key, scrubber.Of(text));
            }
        }
    }

    private static bool TellsOfException(string name) =>
        name.StartsWith("exception.", StringComparison.Ordinal) || name.EndsWith("status_description", StringComparison.Ordinal)
        || name is "error.message";
}
