using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Sagas.Tests.Architecture;

/// <summary>Finds file and line of compiled code in the symbols beside the assembly.</summary>
internal sealed class MethodPlaces : IDisposable
{
    private readonly MetadataReaderProvider? _provider;
    private readonly MetadataReader? _symbols;

    public MethodPlaces(PEReader assembly, string path)
    {
        if (assembly.TryOpenAssociatedPortablePdb(path, OpenIfThere, out _provider, out _))
            _symbols = _provider!.GetMetadataReader();
    }

    /// <summary>Where an instruction was written; null where the symbols do not tell.</summary>
    public string? Of(MethodDefinitionHandle method, int offset)
    {
        var points = _symbols?.GetMethodDebugInformation(method.ToDebugInformationHandle()).GetSequencePoints()
            .Where(point => !point.IsHidden && !point.Document.IsNil)
            .ToList();
        if (points is null or [])
            return null;

        var point = points.FindLast(candidate => candidate.Offset <= offset);
        if (point.Document.IsNil)
            point = points[0];
        var file = _symbols!.GetString(_symbols.GetDocument(point.Document).Name);
        return $"{SourceTree.Relative(file)}:{point.StartLine}";
    }

    public void Dispose() => _provider?.Dispose();

    private static Stream? OpenIfThere(string path) => File.Exists(path) ? File.OpenRead(path) : null;
}
