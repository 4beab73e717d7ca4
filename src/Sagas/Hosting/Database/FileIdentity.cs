using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Sagas.Hosting.Database;

/// <summary>Which file lies at a path, whatever is in it: a file that took its place is another one.</summary>
/// <param name="Device">The device that it is on.</param>
/// <param name="Inode">Its number there, which may be given again.</param>
/// <param name="BirthSeconds">When it was made, if the file system remembers.</param>
/// <param name="BirthNanoseconds">The fraction of that second.</param>
internal sealed record FileIdentity(ulong Device, ulong Inode, long BirthSeconds, uint BirthNanoseconds)
{
    private const int CurrentDirectory = -100;
    private const uint Wanted = 0x900; // The inode and the time of birth.
    private const uint Born = 0x800;
    private const uint Names = 0x4;
    private const int Size = 256;

    /// <summary>Looks at a path.</summary>
    /// <param name="path">The path.</param>
    /// <returns>Which file is there; null if none is, or if the operating system does not tell.</returns>
    public static FileIdentity? Of(string path) => Look(path, Wanted) is { } found ? Read(found) : null;

    /// <summary>Counts the names of the file at a path: hard links.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The count; 1 if there is no file, or if the operating system does not tell.</returns>
    public static uint NamesOf(string path) => Look(path, Names) is { } found ? Number(found.AsSpan(16)) : 1;

    private static byte[]? Look(string path, uint mask)
    {
        // Windows does not let an open file be removed or replaced.
        if (!OperatingSystem.IsLinux())
            return null;
        var found = new byte[Size];
        try
        {
            return Look(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), 0, mask, found) == 0 ? found : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // An old C library.
        }
    }

    // The structure is the same on every architecture.
    private static FileIdentity Read(ReadOnlySpan<byte> found)
    {
        var isBorn = (Number(found) & Born) != 0;
        return new FileIdentity(
            ((ulong)Number(found[136..]) << 32) | Number(found[140..]),
            Native(BinaryPrimitives.ReadUInt64LittleEndian(found[32..])),
            isBorn ? (long)Native(BinaryPrimitives.ReadUInt64LittleEndian(found[80..])) : 0,
            isBorn ? Number(found[88..]) : 0);
    }

    private static uint Number(ReadOnlySpan<byte> bytes) => BitConverter.IsLittleEndian
        ? BinaryPrimitives.ReadUInt32LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static ulong Native(ulong littleEndian) =>
        BitConverter.IsLittleEndian ? littleEndian : BinaryPrimitives.ReverseEndianness(littleEndian);

#pragma warning disable SYSLIB1054 // Generated marshalling needs unsafe code, and there is nothing to marshal.
    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Look(int directory, byte[] path, int flags, uint mask, byte[] found);
#pragma warning restore SYSLIB1054
}
