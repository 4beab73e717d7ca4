using System.Collections.Frozen;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Sagas.Tests.Architecture;

/// <summary>Walks the instructions of a method body and yields the metadata that they refer to.</summary>
internal static class IlTokens
{
    private const int TwoByteOpCode = 0xFE;

    private static readonly FrozenDictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToFrozenDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    public static IReadOnlyList<(int Offset, EntityHandle Handle)> Of(MethodBodyBlock body)
    {
        var tokens = new List<(int Offset, EntityHandle Handle)>();
        var il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            var offset = il.Offset;
            int code = il.ReadByte();
            if (code == TwoByteOpCode)
                code = (code << 8) | il.ReadByte();
            switch (Operands[code])
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType
                    or OperandType.InlineSig:
                    tokens.Add((offset, MetadataTokens.EntityHandle(il.ReadInt32())));
                    break;
                case OperandType.InlineSwitch:
                    Skip(ref il, il.ReadInt32() * sizeof(int));
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    Skip(ref il, sizeof(byte));
                    break;
                case OperandType.InlineVar:
                    Skip(ref il, sizeof(short));
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    Skip(ref il, sizeof(long));
                    break;
                default:
                    Skip(ref il, sizeof(int));
                    break;
            }
        }

        return tokens;
    }

    private static void Skip(ref BlobReader il, int bytes) => il.Offset += bytes;
}
