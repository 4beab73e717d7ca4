namespace Sagas.Tests.Architecture;

/// <summary>One mention of a type, or of a member, in compiled code.</summary>
/// <param name="From">The type that mentions it, nested types as <c>Outer+Inner</c>.</param>
/// <param name="To">The type that is mentioned.</param>
/// <param name="Member">The member with its parameter types, such as <c>Delay(System.TimeSpan)</c>; null for the type alone.</param>
/// <param name="Place">File and line where known, else the mentioning type.</param>
public record Usage(string From, string To, string? Member, string Place)
{
    public Finding Found => new(Place, $"{From} uses {To}{(Member is null ? "" : "." + Member)}");
}
