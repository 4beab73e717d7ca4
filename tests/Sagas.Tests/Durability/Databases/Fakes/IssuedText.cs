namespace Sagas.Tests.Durability.Databases.Fakes;

/// <summary>A text that the service gave to the database's client.</summary>
/// <param name="Part">The part of the service that issued it.</param>
/// <param name="Text">The text.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record IssuedText(string Part, string Text, IReadOnlyList<IssuedParameter> Parameters);

/// <summary>A parameter of such a text.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The client's name of its type.</param>
/// <param name="Size">Its size; 0 if it has none, -1 for the largest.</param>
/// <param name="IsNull">Whether its value is null.</param>
internal sealed record IssuedParameter(string Name, string Type, int Size, bool IsNull);
