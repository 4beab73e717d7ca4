using System.Text;

namespace Sagas.Tests.Hosting.Telemetry.World;

/// <summary>The spans of one trace.</summary>
internal sealed class Trace(IReadOnlyList<Span> spans)
{
    public IReadOnlyList<Span> Spans { get; } = [.. spans.OrderBy(span => span.Start)];

    public IEnumerable<Span> Roots =>
        Spans.Where(span => span.ParentId is null || Spans.All(other => other.SpanId != span.ParentId));

    /// <summary>The spans that lead to one, from the root.</summary>
    public IReadOnlyList<Span> PathTo(Span span)
    {
        var path = new List<Span> { span };
        while (Spans.FirstOrDefault(other => other.SpanId == path[0].ParentId) is { } parent)
            path.Insert(0, parent);
        return path;
    }

    /// <summary>Whether every span on the way from the root has ended and arrived.</summary>
    public bool IsCompleteTo(Span span) => PathTo(span)[0].ParentId is null;

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var root in Roots)
            Append(text, root, 0);
        return text.ToString();
    }

    private void Append(StringBuilder text, Span span, int depth)
    {
        text.Append(' ', depth * 2).AppendLine(span.Title);
        foreach (var child in Spans.Where(other => other.ParentId == span.SpanId))
            Append(text, child, depth + 1);
    }
}
