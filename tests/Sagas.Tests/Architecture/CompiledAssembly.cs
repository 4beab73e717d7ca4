using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Sagas.Tests.Architecture;

/// <summary>
/// What the types of an assembly mention: in base types, signatures, attributes and method bodies, down to generic
/// arguments and to the types that the compiler made of lambdas and async methods. Constants leave no trace in there.
/// </summary>
internal sealed partial class CompiledAssembly : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly MethodPlaces _places;

    public CompiledAssembly(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _metadata = _file.GetMetadataReader();
        _places = new MethodPlaces(_file, path);
    }

    public IReadOnlyList<string> References =>
        [.. _metadata.AssemblyReferences.Select(handle => _metadata.GetString(_metadata.GetAssemblyReference(handle).Name))];

    public IReadOnlyList<Usage> Usages() => [.. _metadata.TypeDefinitions.SelectMany(UsagesOf).Distinct()];

    public void Dispose()
    {
        _places.Dispose();
        _file.Dispose();
    }

    private IEnumerable<Usage> UsagesOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var from = SignatureTypes.NameOf(_metadata, handle);
        var methods = type.GetMethods().ToList();
        var placeOfType = methods.Select(method => _places.Of(method, 0)).FirstOrDefault(place => place is not null) ?? from;

        foreach (var to in DeclarationOf(type))
            yield return new Usage(from, to, null, placeOfType);

        foreach (var method in methods)
        {
            foreach (var to in DeclarationOf(_metadata.GetMethodDefinition(method)))
                yield return new Usage(from, to, null, _places.Of(method, 0) ?? placeOfType);
            foreach (var (offset, to, member) in BodyOf(_metadata.GetMethodDefinition(method)))
                yield return new Usage(from, to, member, _places.Of(method, offset) ?? placeOfType);
        }
    }

    private IEnumerable<string> DeclarationOf(TypeDefinition type) =>
    [
        .. TypesOf(type.BaseType),
        .. type.GetInterfaceImplementations().SelectMany(handle => TypesOf(_metadata.GetInterfaceImplementation(handle).Interface)),
        .. ConstraintsOf(type.GetGenericParameters()),
        .. AttributesOf(type.GetCustomAttributes()),
        .. type.GetFields().SelectMany(handle => DeclarationOf(_metadata.GetFieldDefinition(handle))),
        .. type.GetProperties().SelectMany(handle => AttributesOf(_metadata.GetPropertyDefinition(handle).GetCustomAttributes())),
        .. type.GetEvents().SelectMany(handle => AttributesOf(_metadata.GetEventDefinition(handle).GetCustomAttributes())),
    ];

    private IEnumerable<string> DeclarationOf(FieldDefinition field) =>
        [.. field.DecodeSignature(SignatureTypes.Instance, null), .. AttributesOf(field.GetCustomAttributes())];

    private IEnumerable<string> DeclarationOf(MethodDefinition method) =>
    [
        .. SignatureTypes.AllOf(method.DecodeSignature(SignatureTypes.Instance, null)),
        .. ConstraintsOf(method.GetGenericParameters()),
        .. AttributesOf(method.GetCustomAttributes()),
        .. method.GetParameters().SelectMany(handle => AttributesOf(_metadata.GetParameter(handle).GetCustomAttributes())),
    ];

    private IEnumerable<string> ConstraintsOf(GenericParameterHandleCollection parameters) =>
        parameters.SelectMany(parameter => _metadata.GetGenericParameter(parameter).GetConstraints())
            .SelectMany(constraint => TypesOf(_metadata.GetGenericParameterConstraint(constraint).Type));

    private IEnumerable<string> AttributesOf(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes.Select(_metadata.GetCustomAttribute))
        {
            foreach (var (to, _) in MentionsOf(attribute.Constructor))
                yield return to;
            // typeof(...) in an attribute is stored as the type's name.
            foreach (Match name in OwnTypeName().Matches(Encoding.UTF8.GetString(_metadata.GetBlobBytes(attribute.Value))))
                yield return name.Value;
        }
    }

    private IEnumerable<(int Offset, string To, string? Member)> BodyOf(MethodDefinition method)
    {
        if (method.RelativeVirtualAddress == 0)
            yield break;
        var body = _file.GetMethodBody(method.RelativeVirtualAddress);

        if (!body.LocalSignature.IsNil)
            foreach (var to in MentionsOf(body.LocalSignature))
                yield return (0, to.To, null);
        foreach (var region in body.ExceptionRegions)
            foreach (var to in TypesOf(region.CatchType))
                yield return (region.HandlerOffset, to, null);
        foreach (var (offset, handle) in IlTokens.Of(body))
            foreach (var (to, member) in MentionsOf(handle))
                yield return (offset, to, member);
    }

    private IEnumerable<string> TypesOf(EntityHandle handle) => MentionsOf(handle).Select(mention => mention.To);

    private IEnumerable<(string To, string? Member)> MentionsOf(EntityHandle handle) => handle.IsNil ? [] : handle.Kind switch
    {
        HandleKind.TypeDefinition => [(SignatureTypes.NameOf(_metadata, (TypeDefinitionHandle)handle), null)],
        HandleKind.TypeReference => [(SignatureTypes.NameOf(_metadata, (TypeReferenceHandle)handle), null)],
        HandleKind.TypeSpecification => Plain(_metadata.GetTypeSpecification((TypeSpecificationHandle)handle)
            .DecodeSignature(SignatureTypes.Instance, null)),
        HandleKind.FieldDefinition => OfField(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle)),
        HandleKind.MethodDefinition => OfMethod(_metadata.GetMethodDefinition((MethodDefinitionHandle)handle)),
        HandleKind.MethodSpecification => OfMethod(_metadata.GetMethodSpecification((MethodSpecificationHandle)handle)),
        HandleKind.MemberReference => OfMember(_metadata.GetMemberReference((MemberReferenceHandle)handle)),
        HandleKind.StandaloneSignature => OfSignature(_metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle)),
        _ => throw new NotSupportedException($"A token of kind {handle.Kind} was not expected."),
    };

    private IEnumerable<(string To, string? Member)> OfField(FieldDefinition field) =>
    [
        (SignatureTypes.NameOf(_metadata, field.GetDeclaringType()), _metadata.GetString(field.Name)),
        .. Plain(field.DecodeSignature(SignatureTypes.Instance, null)),
    ];

    private IEnumerable<(string To, string? Member)> OfMethod(MethodDefinition method)
    {
        var signature = method.DecodeSignature(SignatureTypes.Instance, null);
        return
        [
            (SignatureTypes.NameOf(_metadata, method.GetDeclaringType()), Display(method.Name, signature)),
            .. Plain(SignatureTypes.AllOf(signature)),
        ];
    }

    private IEnumerable<(string To, string? Member)> OfMethod(MethodSpecification method) =>
    [
        .. MentionsOf(method.Method),
        .. method.DecodeSignature(SignatureTypes.Instance, null).SelectMany(Plain),
    ];

    private IEnumerable<(string To, string? Member)> OfMember(MemberReference member)
    {
        if (member.GetKind() is MemberReferenceKind.Field)
        {
            var field = member.DecodeFieldSignature(SignatureTypes.Instance, null);
            return [.. WithMember(member.Parent, _metadata.GetString(member.Name)), .. Plain(field)];
        }

        var signature = member.DecodeMethodSignature(SignatureTypes.Instance, null);
        return [.. WithMember(member.Parent, Display(member.Name, signature)), .. Plain(SignatureTypes.AllOf(signature))];
    }

    private IEnumerable<(string To, string? Member)> WithMember(EntityHandle parent, string member) =>
        MentionsOf(parent).Select((mention, index) => (mention.To, index == 0 ? member : null));

    private IEnumerable<(string To, string? Member)> OfSignature(StandaloneSignature signature) =>
        signature.GetKind() is StandaloneSignatureKind.LocalVariables
            ? signature.DecodeLocalSignature(SignatureTypes.Instance, null).SelectMany(Plain)
            : Plain(SignatureTypes.AllOf(signature.DecodeMethodSignature(SignatureTypes.Instance, null)));

    private string Display(StringHandle name, MethodSignature<ImmutableArray<string>> signature) =>
        $"{_metadata.GetString(name)}({string.Join(", ", signature.ParameterTypes.Select(types => types.FirstOrDefault() ?? "T"))})";

    private static IEnumerable<(string To, string? Member)> Plain(ImmutableArray<string> types) =>
        types.Select(type => (type, (string?)null));

    [GeneratedRegex(@"Sagas\.[\w.+`]+", RegexOptions.NonBacktracking)]
    private static partial Regex OwnTypeName();
}
