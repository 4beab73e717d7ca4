namespace Sagas.Tests.Architecture.Planted.Cellar;

internal class Bottle
{
    public static string Describe() => "a bottle";
}

[AttributeUsage(AttributeTargets.Class)]
internal sealed class LabelAttribute(Type type) : Attribute
{
    public Type Type => type;
}
